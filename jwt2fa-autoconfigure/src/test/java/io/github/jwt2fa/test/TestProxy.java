package io.github.jwt2fa.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The network between an application and a server, which can be slow, silent or cut.
 */
public final class TestProxy implements AutoCloseable {

	private static final int BUFFER = 65_536;

	private final int target;

	private final ServerSocket server;

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private volatile Duration delay = Duration.ZERO;

	private volatile boolean cut;

	private final Set<Socket> deaf = ConcurrentHashMap.newKeySet();

	/**
	 * A proxy on a random port.
	 * @param target the port of the server
	 */
	public TestProxy(int target) {
		this.target = target;
		try {
			this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start(this::accept);
	}

	public int port() {
		return this.server.getLocalPort();
	}

	/**
	 * Answers of the server come so much later.
	 */
	public void delay(Duration delay) {
		this.delay = delay;
	}

	/**
	 * Connections end, and new ones end at once.
	 */
	public void cut() {
		this.cut = true;
		this.sockets.forEach(TestProxy::close);
	}

	/**
	 * Connections that are there stay open, and nothing passes on them any more, as
	 * behind a firewall that has forgotten them; new ones are well.
	 */
	public void deafen() {
		this.deaf.addAll(this.sockets);
	}

	/**
	 * All is well again.
	 */
	public void mend() {
		this.cut = false;
		this.delay = Duration.ZERO;
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket client = this.server.accept();
				if (this.cut) {
					close(client);
					continue;
				}
				Socket upstream = new Socket(InetAddress.getLoopbackAddress(), this.target);
				this.sockets.add(client);
				this.sockets.add(upstream);
				start(() -> pump(client, upstream, false));
				start(() -> pump(upstream, client, true));
			}
			catch (IOException ex) {
				// closed, or the server is down: the client notices
			}
		}
	}

	private void pump(Socket from, Socket to, boolean delayed) {
		byte[] buffer = new byte[BUFFER];
		try (from; to) {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
				if (delayed) {
					pause();
				}
				if (!this.deaf.contains(from)) {
					out.write(buffer, 0, length);
				}
			}
		}
		catch (IOException ex) {
			// one of both has gone
		}
		finally {
			this.sockets.remove(from);
			this.sockets.remove(to);
			this.deaf.remove(from);
		}
	}

	private void pause() {
		try {
			Thread.sleep(this.delay.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(task, "test-proxy");
		thread.setDaemon(true);
		thread.start();
	}

	private static void close(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			// it is gone
		}
	}

	@Override
	public void close() {
		cut();
		try {
			this.server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
