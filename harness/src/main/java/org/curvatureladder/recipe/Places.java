package org.curvatureladder.recipe;

import java.util.HashMap;
import java.util.Map;

/** Where each field of a merged recipe was written: the file, a profile of it, or {@code --set}. */
final class Places {
  private final String file;
  private final Map<String, String> places = new HashMap<>();

  Places(String file) {
    this.file = file;
  }

  void put(String path, String place) {
    places.put(path, place);
  }

  /** The place of the field or of the nearest section around it. */
  String of(String path) {
    String section = path;
    while (!places.containsKey(section)) {
      int end = Math.max(section.lastIndexOf('.'), section.lastIndexOf('['));
      if (end < 0) {
        return file;
      }
      section = section.substring(0, end);
    }
    return places.get(section);
  }
}
