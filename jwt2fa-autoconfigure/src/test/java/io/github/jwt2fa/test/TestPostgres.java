package io.github.jwt2fa.test;

import java.io.IOException;
import java.io.UncheckedIOException;

import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A real PostgreSQL on a random port, with an empty database.
 */
public final class TestPostgres implements AutoCloseable {

	private final EmbeddedPostgres server;

	public TestPostgres() {
		try {
			this.server = EmbeddedPostgres.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public int port() {
		return this.server.getPort();
	}

	/**
	 * The place of the database, and who may go there.
	 */
	public String url() {
		return url(port());
	}

	/**
	 * The same where the server is found at another port.
	 */
	public static String url(int port) {
		return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
	}

	/**
	 * Connections without a pool.
	 */
	public DataSource dataSource() {
		return this.server.getPostgresDatabase();
	}

	@Override
	public void close() {
		try {
			this.server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
