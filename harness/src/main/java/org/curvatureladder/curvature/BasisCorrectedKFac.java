package org.curvatureladder.curvature;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.Eigen;
import org.curvatureladder.linalg.SymmetricMatrix;

/**
 * Basis-corrected K-FAC: per block the Gauss-Newton block's OWN eigenvectors V with K-FAC's
 * eigenvalues, matched by rank,
 *
 * <pre>V' diag(sort lambda_K) V,   G_bb = V' diag(sort lambda_G) V.</pre>
 *
 * It completes the two by two of a block's eigenbasis and eigenvalues:
 *
 * <pre>
 *                       own eigenvalues    Kronecker eigenvalues
 * own eigenbasis        Block-GGN  (B)     BK-FAC  (M)
 * Kronecker eigenbasis  EK-FAC     (E)     K-FAC   (K)
 * </pre>
 *
 * Along a row only the eigenvalues change, along a column only the basis; in the Kronecker basis
 * "own" are the Rayleigh quotients diag(Q G_bb Q'). So "eigenvalue mismatch" is measured twice, ||B
 * - M|| = ||sort lambda_G - sort lambda_K|| (the least distance that any matrix with K-FAC's
 * spectrum has to B, Hoffman and Wielandt 1953) and ||E - K||; and "eigenbasis mismatch" twice, ||B
 * - E|| and ||M - K||. Where the two routes from B to K disagree, the order of the steps decides
 * which of them looks worse.
 *
 * <p>A block of fewer examples than parameters has a null space, in which every basis is its own;
 * the one nearest to K-FAC is taken, which diagonalises K-FAC within the null space.
 */
public final class BasisCorrectedKFac extends ExplicitBlocks {
  /** Name of the rung. */
  public static final String NAME = "BK-FAC";

  // Eigenvalues nearer than this, relative to the largest, are one: the null space above all.
  private static final double REPEATED = 1e-13;

  private BasisCorrectedKFac(ParameterGroups groups, SymmetricMatrix[] matrices) {
    super(NAME, groups, matrices);
  }

  /** Decomposes the Gauss-Newton blocks and replaces their eigenvalues. */
  public static BasisCorrectedKFac of(LadderPoint point) {
    ParameterGroups groups = point.groups();
    SymmetricMatrix[] matrices = new SymmetricMatrix[groups.count()];
    try (BlockGaussNewton own = BlockGaussNewton.of(point);
        KFac kronecker = KFac.of(point)) {
      for (int g = 0; g < matrices.length; g++) {
        double[] values = eigenvaluesWithin(groups, g, kronecker);
        try (DenseMatrix vectors = alignedVectors(own.eigen(g), groups.parameters(g), kronecker)) {
          matrices[g] = with(vectors, values);
        }
      }
    }
    return new BasisCorrectedKFac(groups, matrices);
  }

  /** K-FAC's eigenvalues of the factored groups that lie within a group, ascending. */
  private static double[] eigenvaluesWithin(ParameterGroups groups, int group, KFac kronecker) {
    ParameterGroups factored = kronecker.groups();
    return IntStream.range(0, factored.count())
        .filter(k -> groups.groupOf(factored.parameters(k)[0]) == group)
        .mapToObj(kronecker::eigenvalues)
        .flatMapToDouble(Arrays::stream)
        .sorted()
        .toArray();
  }

  /**
   * The eigenvectors in rows, those of a repeated eigenvalue turned to diagonalise K-FAC among
   * themselves, ascending.
   */
  private static DenseMatrix alignedVectors(Eigen eigen, int[] parameters, KFac kronecker) {
    double[] values = eigen.values();
    DenseMatrix vectors = eigen.vectors().copy();
    double same = REPEATED * Math.max(Math.abs(values[0]), values[values.length - 1]);
    for (int first = 0, end; first < values.length; first = end) {
      end = first + 1;
      while (end < values.length && values[end] - values[end - 1] <= same) {
        end++;
      }
      if (end > first + 1) {
        DenseMatrix space = vectors.view(first, 0, end - first, values.length);
        try (DenseMatrix rows = DenseMatrix.zeros(end - first, kronecker.dimension())) {
          rows.writeColumns(parameters, space);
          try (DenseMatrix products = kronecker.multiply(rows);
              DenseMatrix within = products.selectColumns(parameters);
              SymmetricMatrix restricted =
                  SymmetricMatrix.mirroringUpper(within.timesTransposed(space));
              Eigen turned = Eigen.of(restricted);
              DenseMatrix aligned = turned.vectors().times(space)) {
            space.setTo(aligned);
          }
        }
      }
    }
    return vectors;
  }

  private static SymmetricMatrix with(DenseMatrix vectors, double[] values) {
    try (DenseMatrix scaled = vectors.copy()) {
      double[] row = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        scaled.readRow(i, row);
        for (int j = 0; j < row.length; j++) {
          row[j] *= values[i];
        }
        scaled.writeRow(i, row, 0);
      }
      return SymmetricMatrix.mirroringUpper(vectors.transposedTimes(scaled));
    }
  }
}
