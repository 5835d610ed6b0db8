package org.curvatureladder.curvature;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.SymmetricMatrix;
import org.curvatureladder.net.ParameterLayout;

/**
 * Parameters of one layer that are coupled: columns [firstColumn, firstColumn + columns) of a
 * layer's [W | b], all rows, row-major. A whole layer is all columns, its weight tensor all but the
 * last, its bias the last alone; in each case the block's gradient of one example is g (x) a~
 * restricted to those columns.
 *
 * @param layer l, from 0
 * @param firstColumn first column of [W | b]
 * @param columns number of columns
 */
public record LayerBlock(int layer, int firstColumn, int columns) {

  /** One block per layer, the bias joint with the weight. */
  static List<LayerBlock> layers(ParameterLayout layout) {
    return IntStream.range(0, layout.layers())
        .mapToObj(l -> new LayerBlock(l, 0, layout.columns(l)))
        .toList();
  }

  /** Two blocks per layer: the weight, then the bias. */
  static List<LayerBlock> tensors(ParameterLayout layout) {
    return layers(layout).stream()
        .flatMap(
            layer -> {
              int weights = layer.columns() - 1;
              return List.of(
                  new LayerBlock(layer.layer(), 0, weights),
                  new LayerBlock(layer.layer(), weights, 1))
                  .stream();
            })
        .toList();
  }

  /** One zero matrix per layer, to be assembled. */
  static DenseMatrix[] zeros(ParameterLayout layout) {
    return IntStream.range(0, layout.layers())
        .mapToObj(l -> DenseMatrix.zeros(layout.size(l), layout.size(l)))
        .toArray(DenseMatrix[]::new);
  }

  /** Takes over matrices of whole layers with their upper triangles filled, cut to blocks. */
  static SymmetricMatrix[] cut(
      ParameterLayout layout, List<LayerBlock> blocks, DenseMatrix[] layers) {
    SymmetricMatrix[] whole =
        Arrays.stream(layers).map(SymmetricMatrix::mirroringUpper).toArray(SymmetricMatrix[]::new);
    if (blocks.equals(layers(layout))) {
      return whole;
    }
    SymmetricMatrix[] result =
        blocks.stream()
            .map(block -> whole[block.layer()].submatrix(block.places(layout)))
            .toArray(SymmetricMatrix[]::new);
    Arrays.stream(whole).forEach(SymmetricMatrix::close);
    return result;
  }

  /** Places of the block's parameters within their layer, in the block's own order. */
  int[] places(ParameterLayout layout) {
    int width = layout.columns(layer);
    return IntStream.range(0, layout.rows(layer) * columns)
        .map(k -> k / columns * width + firstColumn + k % columns)
        .toArray();
  }
}
