package io.github.jwt2fa.benchmarks;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.github.jwt2fa.benchmarks.harness.Jmh;
import io.github.jwt2fa.benchmarks.harness.Row;
import io.github.jwt2fa.benchmarks.harness.SigningKey;
import io.github.jwt2fa.token.AuthToken;
import io.github.jwt2fa.token.AuthTokenType;
import io.github.jwt2fa.token.MeasuredTokens;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * The verification of an access token: the first one, and those that follow, which a
 * cache may make cheaper. Each time the token comes as a new text, as it does in a
 * server, so that no hash code of it is known; {@link #text} is what that costs alone.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Verification {

	private static final String SPRING = "Spring's `NimbusJwtDecoder`";

	private static final Set<AuthTokenType> ACCESS = Set.of(AuthTokenType.ACCESS);

	/**
	 * Runs JMH.
	 * @param args options of JMH
	 * @throws Exception if it fails
	 */
	public static void main(String[] args) throws Exception {
		Map<String, List<Double>> micros = new HashMap<>();
		for (RunResult result : Jmh.run(Verification.class, args)) {
			String algorithm = result.getParams().getParam("algorithm");
			String method = result.getPrimaryResult().getLabel();
			micros.put((algorithm != null) ? method + algorithm : method, iterations(result));
		}
		row(micros, "HS256, verified the first time", "firstByOurs", "Nimbus alone", "firstByNimbus");
		row(micros, "HS256, verified the first time", "firstByOurs", SPRING, "firstBySpring");
		for (String algorithm : List.of("HS256", "RS256", "ES256")) {
			row(micros, algorithm + ", verified again", "repeatedByOurs" + algorithm, SPRING,
					"repeatedBySpring" + algorithm);
		}
	}

	private static List<Double> iterations(RunResult result) {
		return result.getBenchmarkResults()
			.stream()
			.flatMap((fork) -> fork.getIterationResults().stream())
			.map((iteration) -> iteration.getPrimaryResult().getScore())
			.toList();
	}

	private static void row(Map<String, List<Double>> micros, String what, String ours, String name, String other) {
		List<Double> mine = micros.get(ours);
		List<Double> others = micros.get(other);
		if (mine != null && others != null) {
			Row.of(what, "%.2f µs", mine, name, others).print();
		}
	}

	/**
	 * The text alone.
	 * @param state a token
	 * @return its text
	 */
	@Benchmark
	public String text(First state) {
		return textOf(state.token);
	}

	/**
	 * The text alone, of a token that is verified repeatedly.
	 * @param state a token
	 * @return its text
	 */
	@Benchmark
	public String textOfRepeated(RepeatedByOurs state) {
		return textOf(state.token);
	}

	/**
	 * The first verification by this library.
	 * @param state a token
	 * @return its claims
	 */
	@Benchmark
	public AuthToken firstByOurs(First state) {
		return state.ours.verify(textOf(state.token), ACCESS);
	}

	/**
	 * The first verification by Nimbus, whose verifier is kept.
	 * @param state a token
	 * @return its claims
	 * @throws ParseException if it is no token
	 * @throws JOSEException if its signature can't be verified
	 */
	@Benchmark
	public JWTClaimsSet firstByNimbus(First state) throws ParseException, JOSEException {
		SignedJWT jwt = SignedJWT.parse(textOf(state.token));
		if (!jwt.verify(state.nimbus)) {
			throw new IllegalStateException("Not verified");
		}
		return jwt.getJWTClaimsSet();
	}

	/**
	 * The first verification by Spring Security.
	 * @param state a token
	 * @return its claims
	 */
	@Benchmark
	public Jwt firstBySpring(First state) {
		return state.spring.decode(textOf(state.token));
	}

	/**
	 * Another verification by this library.
	 * @param state a token that was verified before
	 * @return its claims
	 */
	@Benchmark
	public AuthToken repeatedByOurs(RepeatedByOurs state) {
		return state.ours.verify(textOf(state.token), ACCESS);
	}

	/**
	 * Another verification by Spring Security, which remembers nothing.
	 * @param state a token that was verified before
	 * @return its claims
	 */
	@Benchmark
	public Jwt repeatedBySpring(RepeatedBySpring state) {
		return state.spring.decode(textOf(state.token));
	}

	private static String textOf(byte[] token) {
		return new String(token, StandardCharsets.ISO_8859_1);
	}

	/**
	 * A token, and who verifies it without remembering.
	 */
	@State(Scope.Benchmark)
	public static class First {

		private final SigningKey key = SigningKey.of("HS256");

		private final byte[] token = this.key.accessToken();

		private final MeasuredTokens ours = this.key.verifier(0);

		private final JWSVerifier nimbus = macVerifier(this.key);

		private final JwtDecoder spring = this.key.springDecoder();

		private static JWSVerifier macVerifier(SigningKey key) {
			try {
				return new MACVerifier(key.secret());
			}
			catch (JOSEException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	/**
	 * A token that this library has verified before.
	 */
	@State(Scope.Benchmark)
	public static class RepeatedByOurs {

		/** The algorithm. */
		@Param({ "HS256", "RS256", "ES256" })
		public String algorithm = "";

		private byte[] token = new byte[0];

		private MeasuredTokens ours = SigningKey.of("HS256").verifier(0);

		/**
		 * Verifies it once.
		 */
		@Setup
		public void verify() {
			SigningKey key = SigningKey.of(this.algorithm);
			this.token = key.accessToken();
			this.ours = key.verifier(10_000);
			this.ours.verify(textOf(this.token), ACCESS);
		}

	}

	/**
	 * A token that Spring Security has verified before.
	 */
	@State(Scope.Benchmark)
	public static class RepeatedBySpring {

		/** The algorithm. */
		@Param({ "HS256", "RS256", "ES256" })
		public String algorithm = "";

		private byte[] token = new byte[0];

		private JwtDecoder spring = SigningKey.of("HS256").springDecoder();

		/**
		 * Verifies it once.
		 */
		@Setup
		public void verify() {
			SigningKey key = SigningKey.of(this.algorithm);
			this.token = key.accessToken();
			this.spring = key.springDecoder();
			this.spring.decode(textOf(this.token));
		}

	}

}
