package dev.plumbline.bench.peer;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * The server that everybody talks to: BoringSSL through netty-tcnative, fast enough to stay out of the way. It sends
 * leaf and root, and agrees on P-256 only. Sessions are resumed by id, and only in a scenario of resumption; elsewhere
 * none is ever offered.
 */
public final class BoringServer implements AutoCloseable {
  private static final int CACHED_SESSIONS = 64;
  private static final int SESSION_SECONDS = 86_400;

  private final SslContext context;
  private final ByteBuffer early = ByteBuffer.allocate(1 << 15);

  public BoringServer(Scenario scenario) {
    try {
      SslContextBuilder builder =
          SslContextBuilder.forServer(
                  BenchPki.serverKey(scenario), BenchPki.server(scenario), BenchPki.root(scenario))
              .sslProvider(SslProvider.OPENSSL_REFCNT)
              .protocols("TLSv1.2")
              .option(OpenSslContextOption.GROUPS, new String[] {"P-256"})
              .ciphers(List.of(scenario.suite()));
      if (scenario.clientAuthentication()) {
        builder.clientAuth(ClientAuth.REQUIRE).trustManager(BenchPki.root(scenario));
      }
      context = builder.build();
    } catch (SSLException e) {
      throw new IllegalStateException("the BoringSSL server cannot be set up", e);
    }
    OpenSslServerSessionContext sessions = (OpenSslServerSessionContext) context.sessionContext();
    sessions.setSessionIdContext("plumbline bench".getBytes(StandardCharsets.US_ASCII));
    sessions.setSessionCacheEnabled(scenario.resumption());
    sessions.setSessionCacheSize(CACHED_SESSIONS);
    sessions.setSessionTimeout(SESSION_SECONDS);
  }

  /** The server's side of one connection. */
  public Connection accept() throws SSLException {
    SSLEngine engine = context.newEngine(UnpooledByteBufAllocator.DEFAULT);
    engine.beginHandshake();
    return new Connection(engine, early);
  }

  @Override
  public void close() {
    ReferenceCountUtil.release(context);
  }

  /** One connection; same rules for buffers as a {@link ClientPeer}'s. */
  public record Connection(SSLEngine engine, ByteBuffer early) implements AutoCloseable {
    public void handshake(ByteBuffer fromClient, ByteBuffer toClient) throws SSLException {
      SslEngines.handshake(engine, fromClient, toClient, early);
    }

    public void seal(ByteBuffer applicationData, ByteBuffer toClient) throws SSLException {
      SslEngines.wrap(engine, applicationData, toClient);
    }

    public void open(ByteBuffer fromClient, ByteBuffer applicationData) throws SSLException {
      SslEngines.unwrap(engine, fromClient, applicationData);
    }

    @Override
    public void close() {
      ReferenceCountUtil.release(engine);
    }
  }
}
