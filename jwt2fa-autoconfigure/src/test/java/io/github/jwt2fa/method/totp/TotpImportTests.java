package io.github.jwt2fa.method.totp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import javax.crypto.spec.SecretKeySpec;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.crypto.FernetEncryptor;
import io.github.jwt2fa.host.InMemoryData;
import io.github.jwt2fa.method.TwoFactorMethodSettings;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.method.totp.TotpImport.Account;
import io.github.jwt2fa.method.totp.TotpImport.Outcome;
import io.github.jwt2fa.method.totp.TotpImport.Result;
import io.github.jwt2fa.method.totp.TotpImport.TotpKey;
import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.TwoFactorUserService;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Rows of other software, good and bad ones.
 */
@ExtendWith(OutputCaptureExtension.class)
class TotpImportTests {

	private static final String SECRET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

	private final MutableClock clock = new MutableClock();

	private final FragileData data = new FragileData();

	private final FernetEncryptor encryptor = new FernetEncryptor(List.of(new SecretKeySpec(new byte[32], "AES")),
			this.clock, new SecureRandom());

	private final TotpImport totpImport = importer(Set.of(TwoFactorMethod.CODE_SENDER, TwoFactorMethod.TOTP));

	private TotpImport importer(Set<TwoFactorMethod> trusted) {
		return new TotpImport(new TwoFactorMethods(new TwoFactorMethodSettings(TwoFactorMethod.CODE_SENDER, trusted),
				(user) -> null, List.of(TestTotp.method())), new EverybodyButNobody(), this.data, this.encryptor);
	}

	private static InputStream file(String name) {
		return TotpImportTests.class.getResourceAsStream(name);
	}

	private static List<String> lines(String name) throws IOException {
		try (InputStream file = file(name)) {
			return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
		}
	}

	private static InputStream json(String text) {
		return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
	}

	private String secretOf(String userId) {
		UserTwoFactorAuthData kept = this.data.findByUserId(userId);
		return (kept != null) ? this.encryptor.decrypt(kept.encryptedTotpSecret()) : null;
	}

	private static List<String> told(List<Result> results) {
		return results.stream().map((result) -> result.row() + " " + result.user() + " " + result.outcome()).toList();
	}

	private Outcome uri(String line) {
		return this.totpImport.importUris(List.of(line), Account::name).get(0).outcome();
	}

	private Outcome key(String secret) {
		return this.totpImport.importKeys(List.of(TotpKey.of("alice", secret))).get(0).outcome();
	}

	@Test
	void keysWhenOfJavaTotpThenGoodOnesAreKeptAndOthersTold() throws IOException {
		List<TotpKey> keys = lines("java-totp.csv").stream()
			.skip(1)
			.map((line) -> line.split(",", -1))
			.map((cells) -> TotpKey.of(cells[0], cells[2]))
			.toList();
		assertThat(told(this.totpImport.importKeys(keys))).containsExactly("1 ada IMPORTED", "2 adam IMPORTED",
				"3 agnes NO_SECRET", "4 alma TOO_SHORT", "5 nobody UNKNOWN_USER", "6 anton BAD_SECRET",
				"7 arno BAD_SECRET");
		assertThat(secretOf("ada")).isEqualTo(keys.get(0).secret());
		assertThat(secretOf("adam")).isEqualTo(keys.get(1).secret());
		assertThat(this.data.findByUserId("ada").preferredMethod()).isEqualTo(TwoFactorMethod.TOTP);
		assertThat(this.data.findByUserId("nobody")).isNull();
	}

	@Test
	void keysWhenOfGoogleAuthThenGoodOnesAreKeptAndOthersTold() throws IOException {
		List<TotpKey> keys = lines("googleauth.csv").stream()
			.skip(1)
			.map((line) -> line.split(",", -1))
			.map((cells) -> TotpKey.of(cells[0], cells[1]))
			.toList();
		assertThat(told(this.totpImport.importKeys(keys))).containsExactly("1 bea IMPORTED", "2 bert TOO_SHORT",
				"3 bodo IMPORTED");
		assertThat(secretOf("bodo")).isEqualTo("WCCMR23VSCW2HRX3S2YV3RVQVA");
	}

	@Test
	void keysWhenOfAnotherConfigurationThenToldAndNotGuessed() {
		Duration period = Duration.ofSeconds(30);
		List<TotpKey> keys = List.of(new TotpKey("a", SECRET, "HmacSHA256", 6, period),
				new TotpKey("b", SECRET, "HmacSHA1", 8, period),
				new TotpKey("c", SECRET, "HmacSHA1", 6, Duration.ofMillis(29_999)),
				new TotpKey("d", SECRET, "", 6, period), new TotpKey("e", SECRET, "hmac-sha-1", 6, period),
				TotpKey.of("f", new byte[20]), TotpKey.of("g", new byte[65]), TotpKey.of("h", new byte[64]));
		assertThat(told(this.totpImport.importKeys(keys))).containsExactly("1 a OTHER_ALGORITHM", "2 b OTHER_DIGITS",
				"3 c OTHER_PERIOD", "4 d OTHER_ALGORITHM", "5 e IMPORTED", "6 f IMPORTED", "7 g TOO_LONG",
				"8 h IMPORTED");
		assertThat(secretOf("f")).isEqualTo("A".repeat(32));
		assertThat(this.data.findByUserId("h").encryptedTotpSecret()).hasSizeLessThanOrEqualTo(255);
	}

	@ParameterizedTest
	@CsvSource({ "15, TOO_SHORT", "16, IMPORTED" })
	void keyWhenShortThenTold(int bytes, Outcome expected) {
		assertThat(this.totpImport.importKeys(List.of(TotpKey.of("alice", new byte[bytes]))).get(0).outcome())
			.isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "abcd efgh ijkl mnop qrst uvwx yz23 4567", "ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23-4567",
			"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567======" })
	void keyWhenWrittenForPeopleThenTaken(String secret) {
		assertThat(key(secret)).isEqualTo(Outcome.IMPORTED);
		assertThat(secretOf("alice")).isEqualTo(SECRET);
	}

	@Test
	void keycloakWhenRealmThenValuesAreTheKeysThemselves() {
		List<Result> results = this.totpImport.importKeycloak(file("keycloak-realm.json"), Account::name);
		assertThat(told(results)).containsExactly("1 carl IMPORTED", "2 cleo IMPORTED", "3 cora OTHER_ALGORITHM",
				"4 cora IMPORTED", "5 cyril NOT_TOTP", "6 conny OTHER_DIGITS", "7 cecil OTHER_PERIOD",
				"8 caspar UNREADABLE", "9 camilla UNREADABLE", "10 f:6e0d1c2b:conrad IMPORTED");
		assertThat(new Base32().decode(secretOf("carl"))).asString().isEqualTo("nJvYqPmR4sTb8WcXzL2K");
		assertThat(new Base32().decode(secretOf("cora"))).asString().isEqualTo("zY9xW7vU5tS3rQ1pN9mL");
		assertThat(secretOf("cleo")).isEqualTo("UU2BJPKIK3A5UAOUXWHXTCKWZXULSAIH");
	}

	@Test
	void keycloakWhenUsersFileOrUsersAloneThenRead() throws IOException {
		assertThat(told(this.totpImport.importKeycloak(file("keycloak-users-0.json"), Account::id)))
			.containsExactly("1 7c1e0f6a-33b4-4c5e-9a10-000000000001 IMPORTED");
		String user = """
				{"username": "%s", "email": "%s@example.com", "credentials": [{"type": "otp",
				"secretData": "{\\"value\\":\\"nJvYqPmR4sTb8WcXzL2K\\"}", "credentialData":
				"{\\"subType\\":\\"totp\\",\\"digits\\":6,\\"period\\":30,\\"algorithm\\":\\"HmacSHA1\\"}"}]}""";
		String users = "[" + user.formatted("x", "x") + "," + user.formatted("y", "y") + "]";
		assertThat(told(this.totpImport.importKeycloak(json(users), Account::email)))
			.containsExactly("1 x@example.com IMPORTED", "2 y@example.com IMPORTED");
		assertThat(told(this.totpImport.importKeycloak(
				json(users.replace("HmacSHA1", "HmacSHA1\\\",\\\"secretEncoding" + "\\\":\\\"BASE64")), Account::name)))
			.containsExactly("1 x UNREADABLE", "2 y UNREADABLE");
	}

	@Test
	void keycloakWhenNoExportThenRefusedAsAWholeWithoutASecret() {
		String broken = "{\"users\": [{\"username\": \"x\", \"credentials\": [{\"secretData\": " + SECRET + "}]}]}";
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> this.totpImport.importKeycloak(json(broken), Account::name))
			.withNoCause()
			.withMessageContaining("line 1")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("ABCDE"));
		for (String withoutUsers : List.of("{\"realm\": \"shop\"}", "[]", "7", "")) {
			assertThatExceptionOfType(IllegalArgumentException.class)
				.isThrownBy(() -> this.totpImport.importKeycloak(json(withoutUsers), Account::name))
				.withMessageContaining("no users");
		}
		InputStream gone = new InputStream() {

			@Override
			public int read() throws IOException {
				throw new IOException("The disk is gone");
			}

			@Override
			public int read(byte[] bytes, int offset, int length) throws IOException {
				return read();
			}

		};
		assertThatExceptionOfType(UncheckedIOException.class)
			.isThrownBy(() -> this.totpImport.importKeycloak(gone, Account::name));
	}

	@Test
	void urisWhenListThenToldByLine() throws IOException {
		assertThat(told(this.totpImport.importUris(lines("otpauth.txt"), Account::name))).containsExactly(
				"1 dana@example.com IMPORTED", "2 dora+shop@example.com IMPORTED", "4 dirk OTHER_ALGORITHM",
				"5 dunja OTHER_DIGITS", "6 doris NOT_TOTP", "7 derek OTHER_PERIOD", "8 daisy UNREADABLE",
				"9 dave NO_SECRET", "10 dina TOO_SHORT", "11  UNREADABLE", "12  UNREADABLE", "13 dörte IMPORTED",
				"14 dietrich OTHER_DIGITS", "15  UNREADABLE", "16 dolf NOT_TOTP");
		assertThat(secretOf("dora+shop@example.com")).isEqualTo("BL5XN4VUNWXAVBW6WSSRIOE4ECHBD4RP");
	}

	@ParameterizedTest
	@CsvSource({ "algorithm=, OTHER_ALGORITHM", "algorithm=sha1, IMPORTED", "ALGORITHM=SHA512, OTHER_ALGORITHM",
			"digits=, OTHER_DIGITS", "digits=-6, OTHER_DIGITS", "digits=99999999999, OTHER_DIGITS",
			"period=0, OTHER_PERIOD", "period=30, IMPORTED", "counter=0, IMPORTED", "issuer=%FF, UNREADABLE",
			"issuer=%, UNREADABLE", "&, IMPORTED" })
	void uriWhenWithAParameterThenTakenOrTold(String parameter, Outcome expected) {
		assertThat(uri("otpauth://totp/alice?secret=" + SECRET + "&" + parameter)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "OTPAUTH://TOTP/alice?secret=" + SECRET, "\uFEFFotpauth://totp/alice?secret=" + SECRET,
			"  otpauth://totp/alice?secret=" + SECRET + " " })
	void uriWhenWrittenOtherwiseThenTaken(String line) {
		assertThat(uri(line)).isEqualTo(Outcome.IMPORTED);
	}

	@Test
	void urisWhenTheIssuerDecidesThenToldApart() {
		List<String> lines = List.of("otpauth://totp/Shop:alice?secret=" + SECRET,
				"otpauth://totp/Other:alice?secret=" + SECRET,
				"otpauth://totp/alice?secret=" + SECRET + "&issuer=Shop");
		this.totpImport.importUris(List.of("otpauth://totp/:alice?secret=" + SECRET), (account) -> {
			assertThat(account).isEqualTo(new Account("alice", null, null, null));
			return null;
		});
		assertThat(told(this.totpImport.importUris(lines,
				(account) -> "Shop".equals(account.issuer()) ? account.name() : null)))
			.containsExactly("1 alice IMPORTED", "2 alice UNKNOWN_USER", "3 alice ALREADY_IMPORTED");
	}

	@Test
	void importWhenTotpIsSetUpThenItStaysAndASecondRunChangesNothing() {
		String encrypted = this.encryptor.encrypt(SECRET);
		this.data.save(new UserTwoFactorAuthData("alice", TwoFactorMethod.CODE_SENDER, encrypted));
		this.data.save(new UserTwoFactorAuthData("bob", null, "what no key opens"));
		List<TotpKey> keys = List.of(TotpKey.of("alice", "ZBCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
				TotpKey.of("alice", SECRET), TotpKey.of("bob", SECRET), TotpKey.of("carol", SECRET),
				TotpKey.of("carol", SECRET.toLowerCase(Locale.ROOT)));
		assertThat(told(this.totpImport.importKeys(keys))).containsExactly("1 alice ALREADY_ACTIVE",
				"2 alice ALREADY_IMPORTED", "3 bob ALREADY_ACTIVE", "4 carol IMPORTED", "5 carol ALREADY_IMPORTED");
		UserTwoFactorAuthData first = this.data.findByUserId("carol");
		this.totpImport.importKeys(keys);
		assertThat(this.data.findByUserId("carol")).isEqualTo(first);
		assertThat(this.data.findByUserId("alice"))
			.isEqualTo(new UserTwoFactorAuthData("alice", TwoFactorMethod.CODE_SENDER, encrypted));
		assertThat(this.data.findByUserId("bob").encryptedTotpSecret()).isEqualTo("what no key opens");
	}

	@Test
	void importWhenTheUserSetsTotpUpMeanwhileThenThatStays() {
		this.data.meanwhile = new UserTwoFactorAuthData("alice", TwoFactorMethod.TOTP, "set up meanwhile");
		assertThat(key(SECRET)).isEqualTo(Outcome.ALREADY_ACTIVE);
		assertThat(this.data.findByUserId("alice").encryptedTotpSecret()).isEqualTo("set up meanwhile");
	}

	@Test
	void importWhenAnotherImportIsFasterThenWasImportedBefore() {
		this.data.meanwhile = new UserTwoFactorAuthData("alice", TwoFactorMethod.TOTP, this.encryptor.encrypt(SECRET));
		assertThat(key(SECRET)).isEqualTo(Outcome.ALREADY_IMPORTED);
	}

	@Test
	void importWhenTheStoredSecretIsEmptyThenThereIsNone() {
		this.data.save(new UserTwoFactorAuthData("alice", TwoFactorMethod.NO_2FA, ""));
		assertThat(key(SECRET)).isEqualTo(Outcome.IMPORTED);
		assertThat(secretOf("alice")).isEqualTo(SECRET);
		assertThat(this.data.findByUserId("alice").preferredMethod()).isEqualTo(TwoFactorMethod.NO_2FA);
	}

	@Test
	void importWhenTotpIsNotEnoughThenTheMethodStays() {
		importer(Set.of(TwoFactorMethod.CODE_SENDER)).importKeys(List.of(TotpKey.of("alice", SECRET)));
		assertThat(this.data.findByUserId("alice").preferredMethod()).isNull();
		assertThat(secretOf("alice")).isEqualTo(SECRET);
		this.data.save(new UserTwoFactorAuthData("bob", TwoFactorMethod.CODE_SENDER, null));
		importer(Set.of(TwoFactorMethod.CODE_SENDER)).importKeys(List.of(TotpKey.of("bob", SECRET)));
		assertThat(this.data.findByUserId("bob").preferredMethod()).isEqualTo(TwoFactorMethod.CODE_SENDER);
	}

	@Test
	void importWhenOneRowFailsThenTheOthersAreTakenAndNoSecretIsInTheLog(CapturedOutput output) {
		List<TotpKey> keys = List.of(TotpKey.of("broken\n", SECRET), TotpKey.of("alice", SECRET),
				TotpKey.of("", SECRET));
		List<Result> results = this.totpImport.importKeys(keys);
		assertThat(results).extracting(Result::outcome)
			.containsExactly(Outcome.FAILED, Outcome.IMPORTED, Outcome.UNKNOWN_USER);
		assertThat(results).extracting(Result::isImported).containsExactly(false, true, false);
		assertThat(results.toString()).contains("row 1, broken\\u000a: not imported", "row 2, alice: imported")
			.doesNotContain(SECRET);
		assertThat(output).contains("Row 1, of broken\\u000a:").doesNotContain(SECRET);
		assertThat(keys.toString()).contains("alice, secret=***").doesNotContain(SECRET);
		assertThat(TotpKey.of("alice", (String) null)).hasToString("TotpKey[userId=alice, secret=none]");
		List<Result> uris = this.totpImport.importUris(
				List.of("otpauth://totp/x?secret=" + SECRET, "otpauth://totp/y?secret=" + SECRET), (account) -> {
					if (account.name().equals("x")) {
						throw new IllegalStateException("A fault of the application");
					}
					return account.name();
				});
		assertThat(told(uris)).containsExactly("1 x FAILED", "2 y IMPORTED");
		assertThat(output).doesNotContain(SECRET);
	}

	@Test
	void resultWhenPrintedThenEachOutcomeSaysWhy() {
		assertThat(Arrays.stream(Outcome.values()).map((outcome) -> new Result(7, "alice", outcome).toString()))
			.doesNotHaveDuplicates()
			.allMatch((line) -> line.matches("row 7, alice: [a-z].*"));
	}

	/**
	 * Data that can't be kept for one user.
	 */
	private static final class FragileData extends InMemoryData {

		private UserTwoFactorAuthData meanwhile;

		@Override
		public boolean saveIfSecretIs(String expectedSecret, UserTwoFactorAuthData data) {
			if (data.userId().startsWith("broken")) {
				throw new IllegalStateException("The database is down");
			}
			if (this.meanwhile != null) {
				save(this.meanwhile);
			}
			return super.saveIfSecretIs(expectedSecret, data);
		}

	}

	private static final class EverybodyButNobody implements TwoFactorUserService {

		@Override
		public TwoFactorUser findById(String id) {
			return (id.isEmpty() || id.equals("nobody")) ? null
					: TwoFactorUser.of(User.withUsername(id).password("").build());
		}

		@Override
		public TwoFactorUser findByAuthentication(Authentication authentication) {
			return null;
		}

	}

}
