package io.github.jwt2fa.method.totp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.jwt2fa.method.totp.TotpImport.Account;
import io.github.jwt2fa.method.totp.TotpImport.Outcome;
import io.github.jwt2fa.method.totp.TotpImport.TotpKey;
import org.apache.commons.codec.binary.Base32;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one-time passwords in an <a href=
 * "https://www.keycloak.org/docs-api/latest/rest-api/index.html#CredentialRepresentation">
 * export of Keycloak</a>. Its secrets are texts whose UTF-8 is the key, and not base32,
 * unless {@code secretEncoding} says so.
 */
final class KeycloakExport {

	/** Of one export: a factory remembers the names that it reads. */
	private final JsonMapper json = new JsonMapper(
			JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

	private final List<ImportRow> rows = new ArrayList<>();

	private boolean hasUsers;

	private KeycloakExport() {
	}

	/**
	 * The credentials of the type {@code otp}, in the order of the export: a user's first
	 * one is the one that Keycloak asks for.
	 */
	static List<ImportRow> rows(InputStream export) {
		KeycloakExport reader = new KeycloakExport();
		reader.addRealm(reader.parse(export));
		if (!reader.hasUsers) {
			throw new IllegalArgumentException("The export has no users. That of the admin console leaves them out: "
					+ "export them by kc.sh export, with --users same_file or --users different_files");
		}
		return reader.rows;
	}

	private JsonNode parse(InputStream export) {
		try {
			return this.json.readTree(export);
		}
		catch (JacksonIOException ex) {
			throw new UncheckedIOException(new IOException("The export can't be read", ex.getCause()));
		}
		catch (JacksonException ex) {
			// without the cause: its message quotes the text
			TokenStreamLocation location = ex.getLocation();
			throw new IllegalArgumentException("The export is no JSON, or has a member twice" + ((location != null)
					? ": look at line " + location.getLineNr() + ", column " + location.getColumnNr() : ""));
		}
	}

	private void addRealm(JsonNode node) {
		if (node.isArray()) {
			node.forEach(this::addRealm);
		}
		else if (node.has("users") || node.has("federatedUsers")) {
			addUsers(node.path("users"));
			addUsers(node.path("federatedUsers"));
		}
		else if (node.has("username")) {
			addUser(node);
		}
	}

	private void addUsers(JsonNode users) {
		users.forEach(this::addUser);
		this.hasUsers |= users.isArray();
	}

	private void addUser(JsonNode user) {
		this.hasUsers = true;
		String id = text(user, "id");
		String name = text(user, "username");
		Account account = new Account((name != null) ? name : (id != null) ? id : "", id, text(user, "email"), null);
		for (JsonNode credential : user.path("credentials")) {
			String type = text(credential, "type");
			if ("otp".equals(type)) {
				this.rows.add(row(this.rows.size() + 1, account, credential));
			}
			else if ("totp".equals(type) || "hotp".equals(type)) {
				// as Keycloak wrote them up to version 7
				this.rows.add(ImportRow.of(this.rows.size() + 1, account,
						"totp".equals(type) ? Outcome.UNREADABLE : Outcome.NOT_TOTP));
			}
		}
	}

	private ImportRow row(int number, Account account, JsonNode credential) {
		JsonNode data = embedded(credential, "credentialData");
		String subType = (data != null) ? text(data, "subType") : null;
		if (data == null || subType == null || !account.isKnown()) {
			return ImportRow.of(number, account, Outcome.UNREADABLE);
		}
		if (!subType.equals("totp")) {
			return ImportRow.of(number, account, Outcome.NOT_TOTP);
		}
		String algorithm = text(data, "algorithm");
		JsonNode secret = embedded(credential, "secretData");
		if (algorithm == null || !data.path("digits").isInt() || !data.path("period").isInt() || secret == null) {
			return ImportRow.of(number, account, Outcome.UNREADABLE);
		}
		String encoding = text(data, "secretEncoding");
		if (encoding != null && !encoding.equalsIgnoreCase("BASE32")) {
			return ImportRow.of(number, account, Outcome.UNREADABLE);
		}
		return ImportRow.of(number, account, new TotpKey(account.name(), base32(text(secret, "value"), encoding),
				algorithm, data.path("digits").intValue(), Duration.ofSeconds(data.path("period").intValue())));
	}

	private static @Nullable String base32(@Nullable String value, @Nullable String encoding) {
		return (value == null || encoding != null) ? value
				: new Base32().encodeToString(value.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * A member that is a text of JSON itself, or {@code null} if it is none.
	 */
	private @Nullable JsonNode embedded(JsonNode credential, String member) {
		String json = text(credential, member);
		try {
			return (json != null) ? this.json.readTree(json) : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	private static @Nullable String text(JsonNode object, String member) {
		JsonNode value = object.path(member);
		return value.isString() ? value.stringValue() : null;
	}

}
