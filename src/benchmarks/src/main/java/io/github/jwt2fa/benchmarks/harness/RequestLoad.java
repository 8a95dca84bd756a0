package io.github.jwt2fa.benchmarks.harness;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.github.jwt2fa.benchmarks.application.RequestServer;

/**
 * An application whose two endpoints are loaded, and what their requests cost it.
 */
public final class RequestLoad implements AutoCloseable {

	/** Seconds for each endpoint. */
	private static final int WARM_UP = 20;

	/** The endpoints take turns, or the compiler would take one for all there is. */
	private static final int WARM_UP_TURN = 5;

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final Child server;

	private final URI openEndpoint;

	private final URI protectedEndpoint;

	private final String authorization;

	private final Wrk openLoad;

	private final Wrk protectedLoad;

	private final List<Double> openCosts = new ArrayList<>();

	private final List<Double> protectedCosts = new ArrayList<>();

	private final List<Double> ratios = new ArrayList<>();

	/**
	 * A load.
	 * @param server the application
	 * @param tokens the tokens that are sent in turns
	 * @throws IOException if the application's output can't be read
	 */
	public RequestLoad(Child server, List<String> tokens) throws IOException {
		this.server = server;
		URI base = URI.create("http://127.0.0.1:" + server.await("port"));
		server.await("ready");
		this.openEndpoint = base.resolve(RequestServer.OPEN);
		this.protectedEndpoint = base.resolve(RequestServer.PROTECTED);
		List<String> authorizations = tokens.stream().map((token) -> "Bearer " + token).toList();
		this.authorization = authorizations.get(0);
		// as many texts to choose from, though they are all the same
		this.openLoad = new Wrk(Collections.nCopies(tokens.size(), ""));
		this.protectedLoad = new Wrk(authorizations);
	}

	/**
	 * Loads both endpoints without measuring.
	 * @throws IOException if the load can't be started
	 * @throws InterruptedException if this thread is interrupted
	 */
	public void warmUp() throws IOException, InterruptedException {
		expect(401, this.protectedEndpoint, "");
		for (int seconds = 0; seconds < WARM_UP; seconds += WARM_UP_TURN) {
			open(WARM_UP_TURN);
			authorized(WARM_UP_TURN);
		}
	}

	/**
	 * One round.
	 * @param seconds the length of each half
	 * @param openFirst whether the open endpoint comes first
	 * @return what a protected request costs, in open ones
	 * @throws IOException if the load can't be started
	 * @throws InterruptedException if this thread is interrupted
	 */
	public double measure(int seconds, boolean openFirst) throws IOException, InterruptedException {
		double open = openFirst ? open(seconds) : 0;
		double authorized = authorized(seconds);
		open = openFirst ? open : open(seconds);
		this.openCosts.add(open);
		this.protectedCosts.add(authorized);
		this.ratios.add(authorized / open);
		return authorized / open;
	}

	private double open(int seconds) throws IOException, InterruptedException {
		expect(200, this.openEndpoint, "");
		return cost(this.openLoad, this.openEndpoint, seconds);
	}

	private double authorized(int seconds) throws IOException, InterruptedException {
		expect(200, this.protectedEndpoint, this.authorization);
		return cost(this.protectedLoad, this.protectedEndpoint, seconds);
	}

	/**
	 * Microseconds of CPU for each request.
	 */
	private double cost(Wrk load, URI endpoint, int seconds) throws IOException, InterruptedException {
		Duration before = this.server.cpu();
		long requests = load.run(endpoint, seconds);
		return this.server.cpu().minus(before).toNanos() / 1000.0 / requests;
	}

	/**
	 * wrk lets redirects pass, and does not look whether a protected endpoint is
	 * protected.
	 */
	private void expect(int status, URI endpoint, String header) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(endpoint);
		if (!header.isEmpty()) {
			request.header("Authorization", header);
		}
		HttpResponse<String> response = this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
		if (response.statusCode() != status || (status == 200 && !response.body().contains("hello"))) {
			throw new IllegalStateException(endpoint + " answered " + response.statusCode());
		}
	}

	@Override
	public void close() {
		this.server.close();
	}

	@Override
	public String toString() {
		return "open " + Samples.of(this.openCosts).summary(1) + " µs   protected "
				+ Samples.of(this.protectedCosts).summary(1) + " µs   ratio " + Samples.of(this.ratios).summary(3);
	}

}
