package org.curvatureladder.ihvp;
