package org.curvatureladder.data;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file over HTTP into a {@code .part} file, resumed by a Range request (RFC 9110, section 14)
 * after a lost connection or an interrupted program, for as long as every attempt brings new bytes.
 */
final class Download {
  private static final Logger LOG = LoggerFactory.getLogger(Download.class);
  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final HttpClient client;
  private final Duration patience;

  /**
   * A downloader.
   *
   * @param patience how long to wait for a connection, for an answer, and for the next byte
   */
  Download(Duration patience) {
    this.patience = patience;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(patience)
            .build();
  }

  /**
   * Downloads what {@code part} does not hold yet.
   *
   * @throws IOException if the file is not to be had; bytes received so far stay in {@code part}.
   *     The message is a short reason for the user.
   */
  void fetch(URI address, Path part) throws IOException {
    while (true) {
      long before = size(part);
      try {
        attempt(address, part, before);
        return;
      } catch (IOException e) {
        if (size(part) <= before) {
          throw e;
        }
        LOG.info("{}: {} after {} bytes; resuming", address, e.getMessage(), size(part));
      }
    }
  }

  private void attempt(URI address, Path part, long before) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(patience).GET();
    if (before > 0) {
      request.header("Range", "bytes=" + before + "-");
    }
    HttpResponse<Path> response =
        await(client.sendAsync(request.build(), intoPart(part, before)), part);
    int status = response.statusCode();
    boolean nothingLeft = status == RANGE_NOT_SATISFIABLE && before > 0;
    if (status == PARTIAL_CONTENT && !continues(response.headers(), before)) {
      Files.deleteIfExists(part);
      throw new IOException("the server resumed at another byte than " + before);
    }
    if (status != OK && status != PARTIAL_CONTENT && !nothingLeft) {
      throw new IOException("HTTP status " + status);
    }
  }

  /** A whole answer replaces the part, a partial one is appended, an error page is not kept. */
  private static BodyHandler<Path> intoPart(Path part, long before) {
    return answer -> {
      if (answer.statusCode() == OK) {
        return BodySubscribers.ofFile(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
      }
      if (answer.statusCode() == PARTIAL_CONTENT && continues(answer.headers(), before)) {
        return BodySubscribers.ofFile(part, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
      }
      return BodySubscribers.replacing(part);
    };
  }

  private static boolean continues(HttpHeaders headers, long before) {
    return headers
        .firstValue("Content-Range")
        .filter(range -> range.startsWith("bytes " + before + "-"))
        .isPresent();
  }

  /** Waits as long as bytes arrive: a request's own timeout ends with the answer's head. */
  private HttpResponse<Path> await(CompletableFuture<HttpResponse<Path>> answer, Path part)
      throws IOException {
    long received = -1;
    while (true) {
      try {
        return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        long now = size(part);
        if (now == received) {
          answer.cancel(true);
          throw new IOException("no answer within " + patience.toSeconds() + " s", e);
        }
        received = now;
      } catch (InterruptedException e) {
        answer.cancel(true);
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      } catch (ExecutionException e) {
        throw new IOException(reason(e.getCause()), e.getCause());
      }
    }
  }

  private String reason(Throwable cause) {
    if (cause instanceof HttpTimeoutException) {
      return "no answer within " + patience.toSeconds() + " s";
    }
    if (cause instanceof ConnectException) {
      return "no connection";
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }
}
