/**
 * Results on disk: immutable Parquet parts, CSV tables, provenance. Files appear whole or not at
 * all, and a damaged one is refused.
 */
package org.curvatureladder.store;
