/** Inverse-Hessian-vector products: the one place where damping is applied, and the solvers. */
package org.curvatureladder.ihvp;
