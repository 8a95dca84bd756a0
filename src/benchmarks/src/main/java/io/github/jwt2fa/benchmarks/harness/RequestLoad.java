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

	private final String header;

	private final String value;

	private final Wrk openLoad;

	private final Wrk protectedLoad;

	private final List<Double> openCosts = new ArrayList<>();

	private final List<Double> protectedCosts = new ArrayList<>();

	private final List<Double> ratios = new ArrayList<>();

	/**
	 * A load.
	 * @param server the application
	 * @param base where it is
	 * @param header the header that tells who asks
	 * @param values what is sent in it, in turns
	 * @throws IOException if the load can't be prepared
	 */
	public RequestLoad(Child server, URI base, String header, List<String> values) throws IOException {
		this.server = server;
		this.openEndpoint = base.resolve(RequestServer.OPEN);
		this.protectedEndpoint = base.resolve(RequestServer.PROTECTED);
		this.header = header;
		this.value = values.get(0);
		// as many texts to choose from, though they are all the same
		this.openLoad = new Wrk(header, Collections.nCopies(values.size(), ""));
		this.protectedLoad = new Wrk(header, values);
	}

	/**
	 * Loads both endpoints without measuring.
	 * @throws IOException if the load can't be started
	 * @throws InterruptedException if this thread is interrupted
	 */
	public void warmUp() throws IOException, InterruptedException {
		expect(401, this.protectedEndpoint, "");
		int turn = Pace.warmUp(WARM_UP_TURN);
		for (int seconds = 0; seconds < Pace.warmUp(WARM_UP); seconds += turn) {
			open(turn);
			authorized(turn);
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
		expect(200, this.protectedEndpoint, this.value);
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
	private void expect(int status, URI endpoint, String value) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(endpoint);
		if (!value.isEmpty()) {
			request.header(this.header, value);
		}
		HttpResponse<String> response = this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
		if (response.statusCode() != status || (status == 200 && !response.body().contains("hello"))) {
			throw new IllegalStateException(endpoint + " answered " + response.statusCode());
		}
	}

	/**
	 * What an open request cost in each round.
	 * @return microseconds of CPU
	 */
	public List<Double> openCosts() {
		return List.copyOf(this.openCosts);
	}

	/**
	 * What a protected request cost in each round.
	 * @return microseconds of CPU
	 */
	public List<Double> protectedCosts() {
		return List.copyOf(this.protectedCosts);
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
