package org.curvatureladder.experiments;

import java.util.concurrent.CountDownLatch;

/**
 * While it is open, Ctrl-C or SIGTERM interrupts the thread that opened it, and the JVM ends only
 * after that thread has closed it: so that what is finished by then reaches the disk.
 */
final class InterruptOnShutdown implements AutoCloseable {
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook;

  InterruptOnShutdown() {
    Thread worker = Thread.currentThread();
    hook = new Thread(() -> interruptAndWait(worker), "shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void interruptAndWait(Thread worker) {
    worker.interrupt();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook is running and was waiting for this.
      Thread.currentThread().interrupt();
    }
  }
}
