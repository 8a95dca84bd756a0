package io.github.jwt2fa.login;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Five million client addresses beside 300,000 live code tokens in a heap of 512 MB:
 * everything that was refused before is refused.
 */
@Tag("stress")
class FloodIT {

	private static final int MINUTES_TO_END = 10;

	private static final long MEGABYTE = 1024 * 1024;

	private static final long HEAP = 512 * MEGABYTE;

	/** What the store of an application holds of each kind. */
	private static final int CAPACITY = 500_000;

	private static Map<String, String> facts;

	@BeforeAll
	static void flood(@TempDir Path directory) throws Exception {
		Path output = directory.resolve("output.txt");
		Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"),
				"-Xmx" + HEAP / MEGABYTE + "m", "-XX:+ExitOnOutOfMemoryError", "-cp",
				System.getProperty("java.class.path"), FloodedApplication.class.getName())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		try {
			boolean ended = process.waitFor(MINUTES_TO_END, TimeUnit.MINUTES);
			assertThat(ended).as("ended after %s minutes; %s", MINUTES_TO_END, Files.readString(output)).isTrue();
			assertThat(process.exitValue()).as(Files.readString(output)).isZero();
		}
		finally {
			process.destroyForcibly().waitFor();
		}
		facts = factsIn(output);
	}

	private static Map<String, String> factsIn(Path output) throws IOException {
		Map<String, String> found = new HashMap<>();
		List<String> lines = Files.readAllLines(output)
			.stream()
			.filter((line) -> line.startsWith(FloodedApplication.FACT))
			.toList();
		for (String line : lines) {
			int equals = line.indexOf('=');
			found.put(line.substring(FloodedApplication.FACT.length(), equals), line.substring(equals + 1));
			System.out.println(line);
		}
		return found;
	}

	private static long number(String fact) {
		return Long.parseLong(facts.get(fact));
	}

	@Test
	void heapWhenEveryAddressHasComeThenHasRoomForRequests() {
		assertThat(number("heap-when-full")).isLessThan(HEAP * 7 / 8);
		assertThat(number("heap-when-users-are-full")).isLessThan(HEAP * 7 / 8);
	}

	@Test
	void floodWhenStoreIsFullThenUnknownAddressesShareOneBucket() {
		// each larger network has a record beside those of its addresses, and two clients
		// of one came over HTTP
		double each = 1 + 1.0 / ManyAddresses.EACH_NETWORK;
		long known = Math.round((ManyAddresses.SPENT + ManyAddresses.UNSPENT) * each) + 3;
		long expected = Math.round((CAPACITY - known) / each) + ManyAddresses.BURST;
		// no more than that; and not many less: one of the two that send may be ahead,
		// and
		// the networks of its half alone have a record, too
		assertThat(number("flood-admitted")).isBetween(expected * 9 / 10, expected + 50);
		assertThat(number("unknown-refused")).isEqualTo(2 * ManyAddresses.SOME);
		assertThat(facts).containsEntry("http-unknown-address", "429 throttled");
	}

	@Test
	void addressesWhenSpentBeforeTheFloodThenStillAre() {
		assertThat(number("admitted-before"))
			.isEqualTo(ManyAddresses.SPENT * ManyAddresses.BURST + ManyAddresses.UNSPENT * (ManyAddresses.BURST - 1L));
		assertThat(number("spent-refused-before")).isEqualTo(ManyAddresses.SPENT);
		assertThat(number("spent-refused")).isEqualTo(ManyAddresses.SPENT);
		assertThat(facts).containsEntry("http-spent-address", "429 throttled");
	}

	@Test
	void addressesWhenKnownBeforeTheStoreIsFullThenHaveWhatTheyHadLeft() {
		assertThat(number("unspent-admitted")).isEqualTo(ManyAddresses.UNSPENT);
		assertThat(number("unspent-refused")).isEqualTo(ManyAddresses.UNSPENT);
		assertThat(number("first-of-flood-admitted")).isEqualTo(ManyAddresses.SOME * (ManyAddresses.BURST - 1L));
		assertThat(number("first-of-flood-refused")).isEqualTo(ManyAddresses.SOME);
	}

	@Test
	void addressesWhenRecordsHaveExpiredThenHaveBucketsOfTheirOwnAgain() {
		assertThat(number("unknown-admitted-when-there-is-room")).isEqualTo(ManyAddresses.SOME * ManyAddresses.BURST);
		assertThat(number("unknown-refused-when-there-is-room")).isEqualTo(ManyAddresses.SOME);
		assertThat(number("spent-admitted-after-refill")).as("one each 15 minutes").isEqualTo(ManyAddresses.SOME);
		assertThat(number("spent-refused-after-refill")).isEqualTo(ManyAddresses.SOME);
	}

	@Test
	void codeTokensWhenDeadOrUsedBeforeTheFloodThenStillAre() {
		assertThat(number("dead-tokens-refused")).isEqualTo(ManyUsers.SHARE);
		assertThat(number("used-tokens-refused")).isEqualTo(ManyUsers.SHARE);
		assertThat(facts).containsEntry("http-dead-token", "403 too_many_auth_attempts")
			.containsEntry("http-used-token", "401 token_already_used");
	}

	@Test
	void usersWhenAtALimitBeforeTheFloodThenStillAre() {
		assertThat(number("fourth-tokens-refused")).isEqualTo(ManyUsers.SHARE);
		assertThat(number("guessers-refused")).isEqualTo(ManyUsers.SPENT);
		assertThat(number("collectors-refused")).isEqualTo(ManyUsers.SPENT);
		assertThat(facts).containsEntry("http-fourth-token", "429 too_many_code_tokens");
	}

	@Test
	void usersWhenAtNoLimitThenLogIn() {
		assertThat(number("live-tokens-good")).isEqualTo(ManyUsers.SHARE);
		assertThat(facts).containsEntry("http-login-before", "200")
			.containsEntry("http-live-token", "200")
			.containsEntry("http-newcomer", "200");
	}

	@Test
	void usersWhenFullThenNewOnesAreRefusedAndKnownOnesAreWhatTheyWere() {
		// five users came over HTTP
		assertThat(number("users-of-store")).isEqualTo(CAPACITY - 5);
		assertThat(facts).containsEntry("http-newcomer-when-users-are-full", "503 temporarily_unavailable")
			.containsEntry("http-fourth-token-when-users-are-full", "429 too_many_code_tokens")
			.containsEntry("http-live-token-when-users-are-full", "200");
	}

}
