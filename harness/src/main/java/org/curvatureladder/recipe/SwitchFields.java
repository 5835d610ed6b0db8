package org.curvatureladder.recipe;

import java.util.List;
import java.util.Map;
import org.curvatureladder.curvature.Fisher;
import org.curvatureladder.curvature.LadderOptions;
import org.curvatureladder.curvature.NegativeEigenvalues;

/**
 * The section {@code curvature} of a resolved recipe: {fisher: exact | mc | empirical, samples: k
 * and sampling-seed: s for mc, bias: joint | separate, blocks: layer | tensor,
 * negative-eigenvalues: absolute | drop | keep}.
 */
final class SwitchFields {
  private static final List<String> KEYS =
      List.of("fisher", "samples", "sampling-seed", "bias", "blocks", "negative-eigenvalues");

  private SwitchFields() {}

  static LadderOptions read(Section recipe) {
    Section section = recipe.section(SwitchPresets.CURVATURE, KEYS);
    LadderOptions.Bias bias = section.choice("bias", LadderOptions.Bias.class);
    LadderOptions.Blocks blocks = section.choice("blocks", LadderOptions.Blocks.class);
    if (blocks == LadderOptions.Blocks.TENSOR && bias == LadderOptions.Bias.JOINT) {
      throw section.wrong("blocks", "layer, or bias separate: a joint factor couples both tensors");
    }
    return new LadderOptions(
        fisher(section),
        bias,
        blocks,
        section.choice("negative-eigenvalues", NegativeEigenvalues.class));
  }

  private static Fisher fisher(Section section) {
    String fisher = section.choice("fisher", List.of("exact", "mc", "empirical"));
    if (fisher.equals("mc")) {
      return new Fisher.MonteCarlo(section.whole("samples", 1), section.seed("sampling-seed"));
    }
    for (String key : List.of("samples", "sampling-seed")) {
      if (section.has(key)) {
        throw section.wrong(key, "no %s for fisher %s".formatted(key, fisher));
      }
    }
    return fisher.equals("exact") ? new Fisher.Exact() : new Fisher.Empirical();
  }

  static void write(LadderOptions options, Map<String, Object> fields) {
    if (options.fisher() instanceof Fisher.MonteCarlo sampled) {
      fields.put("fisher", "mc");
      fields.put("samples", sampled.samples());
      fields.put("sampling-seed", sampled.seed());
    } else {
      fields.put("fisher", options.fisher() instanceof Fisher.Exact ? "exact" : "empirical");
    }
    fields.put("bias", Names.of(options.bias()));
    fields.put("blocks", Names.of(options.blocks()));
    fields.put("negative-eigenvalues", Names.of(options.negativeEigenvalues()));
  }
}
