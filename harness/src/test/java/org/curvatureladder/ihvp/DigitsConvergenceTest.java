package org.curvatureladder.ihvp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.curvatureladder.curvature.Nets;
import org.curvatureladder.data.Dataset;
import org.curvatureladder.data.DigitsSource;
import org.curvatureladder.data.Standardisation;
import org.curvatureladder.kernel.KernelBackend;
import org.curvatureladder.linalg.DenseMatrix;
import org.curvatureladder.linalg.Ejml;
import org.curvatureladder.net.Activation;
import org.curvatureladder.net.Architecture;
import org.curvatureladder.net.Loss;
import org.curvatureladder.net.Mlp;
import org.curvatureladder.training.Precision;
import org.curvatureladder.training.Schedule;
import org.curvatureladder.training.Trainer;
import org.curvatureladder.training.TrainingRecipe;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
