package org.curvatureladder.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteFileTest {
  private static final byte[] CONTENT = new byte[300_000];
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  static {
    new Random(1).nextBytes(CONTENT);
  }

  @TempDir Path folder;
  private HttpServer server;
  private ExecutorService threads;
  private byte[] zipped;

  /** What each request asked for: its Range header, or "all". */
  private final List<String> requests = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws IOException {
    zipped = TestFiles.gzip(CONTENT);
    threads = Executors.newCachedThreadPool();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void downloadsOnceAndThenReadsTheLocalFile() throws IOException {
    serve(exchange -> answer(exchange, zipped, zipped.length));
    assertThat(file().content(folder, PATIENCE)).isEqualTo(CONTENT);
    assertThat(Files.readAllBytes(target())).isEqualTo(zipped);
    assertThat(file().content(folder)).isEqualTo(CONTENT);
    assertThat(requests).containsExactly("all");
    assertNoPartIsLeft();
  }

  @Test
  void aCutConnectionIsResumedWhereItBroke() {
    serve(exchange -> answer(exchange, zipped, requests.size() < 3 ? 100_000 : zipped.length));
    assertThat(file().content(folder, PATIENCE)).isEqualTo(CONTENT);
    assertThat(requests).hasSize(3).startsWith("all");
    assertThat(offset(requests.get(1))).isBetween(1L, 100_000L);
    assertThat(offset(requests.get(2))).isBetween(offset(requests.get(1)) + 1, 200_000L);
  }

  @Test
  void anInterruptedProgramGoesOnWhereItStopped() throws IOException {
    part(Arrays.copyOf(zipped, 123_456));
    serve(exchange -> answer(exchange, zipped, zipped.length));
    assertThat(file().content(folder, PATIENCE)).isEqualTo(CONTENT);
    assertThat(requests).containsExactly("bytes=123456-");
  }

  @Test
  void aPartThatWasCompleteIsTakenAsItIs() throws IOException {
    part(zipped);
    serve(exchange -> answer(exchange, zipped, zipped.length));
    assertThat(file().content(folder, PATIENCE)).isEqualTo(CONTENT);
    assertThat(requests).containsExactly("bytes=" + zipped.length + "-");
  }

  @Test
  void aPartOfAnotherEditionIsDroppedAndTheFileFetchedAfresh() throws IOException {
    part(new byte[50_000]);
    serve(exchange -> answer(exchange, zipped, zipped.length));
    assertThat(file().content(folder, PATIENCE)).isEqualTo(CONTENT);
    assertThat(requests).containsExactly("bytes=50000-", "all");
  }

  @Test
  void aServerThatKnowsNoRangesSendsEverythingAgain() throws IOException {
    part(Arrays.copyOf(zipped, 1000));
    serve(
        exchange -> {
          exchange.sendResponseHeaders(200, zipped.length);
          exchange.getResponseBody().write(zipped);
        });
    assertThat(file().content(folder, PATIENCE)).isEqualTo(CONTENT);
    assertThat(requests).containsExactly("bytes=1000-");
  }

  @Test
  void aWrongRangeIsRefusedAndNotAppended() throws IOException {
    part(Arrays.copyOf(zipped, 1000));
    serve(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Range", "bytes 0-9/" + zipped.length);
          exchange.sendResponseHeaders(206, 10);
          exchange.getResponseBody().write(zipped, 0, 10);
        });
    assertThatThrownBy(() -> file().content(folder, PATIENCE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("(the server resumed at another byte than 1000)");
    assertNoPartIsLeft();
  }

  @Test
  void aWrongContentIsRefusedAndNotKept() throws IOException {
    byte[] other = TestFiles.gzip(new byte[] {1, 2, 3});
    serve(exchange -> answer(exchange, other, other.length));
    assertThatThrownBy(() -> file().content(folder, PATIENCE))
        .isInstanceOf(DamagedDataException.class)
        .hasMessage(
            "%s is not the file expected: the SHA-256 of its content should be %s; put the right one at %s",
            address(), FileContent.sha256(CONTENT), target());
    assertThat(target()).doesNotExist();
    assertNoPartIsLeft();
  }

  @Test
  void aMissingPageSaysWhereToPutTheFile() throws IOException {
    serve(
        exchange -> {
          byte[] page = "not found".getBytes();
          exchange.sendResponseHeaders(404, page.length);
          exchange.getResponseBody().write(page);
        });
    assertThatThrownBy(() -> file().content(folder, PATIENCE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "cannot download %s (HTTP status 404); when offline, put that file at %s, or give another data folder",
            address(), target());
    assertNoPartIsLeft();
  }

  @Test
  void offlineSaysWhereToPutTheFile() {
    URI address = address();
    server.stop(0);
    assertThatThrownBy(() -> new RemoteFile("set/file.gz", address, "0").content(folder, PATIENCE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "cannot download %s (no connection); when offline, put that file at %s, or give another data folder",
            address, target());
  }

  @Test
  void anUnknownHostSaysWhereToPutTheFile() {
    URI address = URI.create("http://no-such-host.invalid/file.gz");
    assertThatThrownBy(() -> new RemoteFile("set/file.gz", address, "0").content(folder, PATIENCE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(
            "cannot download http://no-such-host.invalid/file.gz (no connection)");
  }

  @Test
  void aServerThatFallsSilentIsGivenUpAndTheBytesAreKept() throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    serve(
        exchange -> {
          if (requests.size() == 1) {
            exchange.sendResponseHeaders(200, zipped.length);
            exchange.getResponseBody().write(zipped, 0, 70_000);
            exchange.getResponseBody().flush();
          }
          await(end);
        });
    assertThatThrownBy(() -> file().content(folder, Duration.ofSeconds(1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("(no answer within 1 s)");
    end.countDown();
    assertThat(Files.size(target().resolveSibling("file.gz.part"))).isBetween(1L, 70_000L);
  }

  @Test
  void aLocalFileNeedsNoServerZippedOrNot() throws IOException {
    RemoteFile offline = new RemoteFile("set/file.gz", URI.create("http://x.invalid/"), sha());
    Files.createDirectories(target().getParent());
    Files.write(folder.resolve("set/file"), CONTENT);
    assertThat(offline.content(folder, PATIENCE)).isEqualTo(CONTENT);
    Files.move(folder.resolve("set/file"), folder.resolve("set/plain.gz"));
    RemoteFile plain = new RemoteFile("set/plain", URI.create("http://x.invalid/"), sha());
    assertThat(plain.content(folder, PATIENCE)).isEqualTo(CONTENT);
  }

  @Test
  void aLocalFileWithAnotherContentIsRefusedAndNotReplaced() throws IOException {
    Files.createDirectories(target().getParent());
    byte[] other = TestFiles.gzip(new byte[] {1});
    Files.write(target(), other);
    serve(exchange -> answer(exchange, zipped, zipped.length));
    assertThatThrownBy(() -> file().content(folder, PATIENCE))
        .isInstanceOf(DamagedDataException.class)
        .hasMessage(
            "%s: its content has SHA-256 %s, expected %s; delete it to download it again from %s",
            target(), FileContent.sha256(new byte[] {1}), sha(), address());
    Files.write(target(), Arrays.copyOf(zipped, 1000));
    assertThatThrownBy(() -> file().content(folder, PATIENCE))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageMatching(".*file.gz cannot be read \\(.*\\); delete it to download it again .*");
    assertThat(requests).isEmpty();
  }

  @Test
  void aFolderThatCannotBeWrittenIsTheUsersToMend() throws IOException {
    Path plain = Files.writeString(folder.resolve("plain"), "");
    assertThatThrownBy(() -> file().content(plain, PATIENCE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageMatching(
            "data folder .*plain cannot be written .*; expected a writable folder, or the file set/file.gz in it");
  }

  @Test
  void twoAtOnceDownloadOnce() throws Exception {
    serve(exchange -> answer(exchange, zipped, zipped.length));
    Future<byte[]> one = threads.submit(() -> file().content(folder, PATIENCE));
    Future<byte[]> two = threads.submit(() -> file().content(folder, PATIENCE));
    assertThat(one.get()).isEqualTo(CONTENT);
    assertThat(two.get()).isEqualTo(CONTENT);
    assertThat(requests).hasSize(1);
  }

  private RemoteFile file() {
    return new RemoteFile("set/file.gz", address(), sha());
  }

  private static String sha() {
    return FileContent.sha256(CONTENT);
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/file.gz");
  }

  private Path target() {
    return folder.resolve("set/file.gz");
  }

  private void part(byte[] bytes) throws IOException {
    Files.createDirectories(target().getParent());
    Files.write(target().resolveSibling("file.gz.part"), bytes);
  }

  private void assertNoPartIsLeft() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(path -> path.toString().endsWith(".part"))).isEmpty();
    }
  }

  private void serve(HttpHandler handler) {
    server.createContext(
        "/",
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          requests.add(range == null ? "all" : range);
          try (exchange) {
            handler.handle(exchange);
          }
        });
  }

  /** Answers a Range request as it should be, and cuts the connection after some bytes. */
  private static void answer(HttpExchange exchange, byte[] file, int atMost) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    int from = range == null ? 0 : (int) offset(range);
    if (from >= file.length) {
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    int left = file.length - from;
    if (range != null) {
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/%d".formatted(from, file.length - 1, file.length));
    }
    exchange.sendResponseHeaders(range == null ? 200 : 206, left);
    exchange.getResponseBody().write(file, from, Math.min(left, atMost));
    exchange.getResponseBody().flush();
  }

  private static long offset(String range) {
    return Long.parseLong(range.substring("bytes=".length(), range.length() - 1));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
