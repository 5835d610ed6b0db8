package org.curvatureladder.plots;

import java.util.List;
import java.util.Optional;
import org.curvatureladder.data.InvalidInputException;
import org.curvatureladder.store.ResultRow;
import org.curvatureladder.store.Spectrum;

/**
 * Stored spectra as the figures ask for them.
 *
 * @param spectra of one file
 * @param block the block drawn
 */
record SpectrumView(List<Spectrum> spectra, String block) {
  /** One pair of axes shows one of these. */
  record Place(String setting, String setup, int checkpoint) {
    static Place of(Spectrum spectrum) {
      return new Place(spectrum.setting(), spectrum.setup(), spectrum.checkpoint());
    }

    /** As many columns as checkpoints, so that a row is a setup, unless there is only one. */
    static int columns(List<Place> places, int most) {
      int checkpoints = (int) places.stream().map(Place::checkpoint).distinct().count();
      return checkpoints == 1 ? most : Math.min(most, checkpoints);
    }
  }

  /** Keeps the spectra of the block. */
  SpectrumView {
    spectra = spectra.stream().filter(s -> s.block().equals(block)).toList();
  }

  /**
   * Distinct setups and checkpoints with one of the methods, in the order of the file.
   *
   * @throws InvalidInputException if there are none
   */
  List<Place> places(List<String> methods) {
    List<Place> places =
        spectra.stream()
            .filter(s -> methods.contains(s.method()))
            .map(Place::of)
            .distinct()
            .toList();
    if (places.isEmpty()) {
      throw new InvalidInputException(
          "nothing to draw: the stored spectra hold block %s of none of %s"
              .formatted(block, String.join(", ", methods)));
    }
    return places;
  }

  /** Setup and epoch; where the recipe has settings, the setting, with the setup if needed. */
  String title(Place place) {
    boolean only = place.setting().equals(ResultRow.ONLY_SETTING);
    return (only ? "" : place.setting() + ", ")
        + (only || onlySetup().isEmpty() ? place.setup() + ", " : "")
        + "epoch "
        + place.checkpoint();
  }

  /** What a figure's title ends with: the setup, if there is one only. */
  String ofSetup() {
    return onlySetup().map(setup -> ", " + setup).orElse("");
  }

  private Optional<String> onlySetup() {
    List<String> setups = spectra.stream().map(Spectrum::setup).distinct().toList();
    return setups.size() == 1 ? Optional.of(setups.get(0)) : Optional.empty();
  }

  Optional<Spectrum> find(Place place, String method) {
    return spectra.stream()
        .filter(s -> Place.of(s).equals(place))
        .filter(s -> s.method().equals(method))
        .findFirst();
  }

  /** The largest rank at a place. */
  int lastRank(Place place) {
    return spectra.stream()
        .filter(s -> Place.of(s).equals(place))
        .mapToInt(s -> s.ranks()[s.ranks().length - 1])
        .max()
        .orElse(1);
  }

  /** What the block is called in small print. */
  String blockName() {
    return block.equals(Spectrum.WHOLE) ? "Whole matrix" : "Block of layer " + block;
  }
}
