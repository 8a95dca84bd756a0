package io.github.jwt2fa.method.totp;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.jwt2fa.method.totp.TotpImport.Account;
import io.github.jwt2fa.method.totp.TotpImport.Outcome;
import io.github.jwt2fa.method.totp.TotpImport.TotpKey;
import org.jspecify.annotations.Nullable;

/**
 * The <a href="https://github.com/google/google-authenticator/wiki/Key-Uri-Format">key
 * URI format</a>, read. Some who write it encode less than they should: blanks and other
 * scripts are taken as they stand.
 */
final class KeyUri {

	private static final Pattern URI = Pattern.compile("otpauth://(?<type>[^/?#]*)/(?<label>[^?#]*)\\?(?<query>[^#]*)",
			Pattern.CASE_INSENSITIVE);

	/** By which some mark codes of letters. */
	private static final String ENCODER = "encoder";

	private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

	private KeyUri() {
	}

	static ImportRow row(int number, String line) {
		Matcher uri = URI.matcher(line.replace("\uFEFF", "").strip());
		String label = uri.matches() ? decode(uri.group("label")) : null;
		Map<String, String> parameters = (label != null) ? parameters(uri.group("query")) : null;
		if (label == null || parameters == null) {
			return ImportRow.of(number, account((label != null) ? label : "", Map.of()), Outcome.UNREADABLE);
		}
		Account account = account(label, parameters);
		if (!uri.group("type").equalsIgnoreCase("totp") || parameters.containsKey(ENCODER)) {
			return ImportRow.of(number, account, Outcome.NOT_TOTP);
		}
		if (!account.isKnown()) {
			return ImportRow.of(number, account, Outcome.UNREADABLE);
		}
		TotpKey usual = TotpKey.of(account.name(), parameters.get("secret"));
		return ImportRow.of(number, account,
				new TotpKey(usual.userId(), usual.secret(), parameters.getOrDefault("algorithm", usual.algorithm()),
						number(parameters.get("digits"), usual.digits()),
						Duration.ofSeconds(number(parameters.get("period"), (int) usual.period().toSeconds()))));
	}

	/**
	 * What the label and the parameter say of the issuer should be the same; the
	 * parameter is the younger one.
	 */
	private static Account account(String label, Map<String, String> parameters) {
		int colon = label.indexOf(':');
		String prefix = (colon > 0) ? label.substring(0, colon).strip() : null;
		return new Account(label.substring(colon + 1).strip(), null, null, parameters.getOrDefault("issuer", prefix));
	}

	/**
	 * A number, or zero for what is none.
	 */
	private static int number(@Nullable String text, int usual) {
		return (text == null) ? usual : NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
	}

	/**
	 * The parameters, or {@code null} if one can't be decoded or stands there twice.
	 */
	private static @Nullable Map<String, String> parameters(String query) {
		Map<String, String> parameters = new HashMap<>();
		for (String parameter : query.split("&", -1)) {
			if (parameter.isEmpty()) {
				continue;
			}
			int equals = parameter.indexOf('=');
			String name = decode((equals < 0) ? parameter : parameter.substring(0, equals));
			String value = (equals < 0) ? "" : decode(parameter.substring(equals + 1));
			if (name == null || value == null || parameters.put(name.toLowerCase(Locale.ROOT), value) != null) {
				return null;
			}
		}
		return parameters;
	}

	/**
	 * Percent-encoding (<a href="https://www.rfc-editor.org/rfc/rfc3986">RFC 3986</a>),
	 * in which a plus is a plus: addresses have them.
	 */
	private static @Nullable String decode(String text) {
		try {
			String decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
			// what is no UTF-8
			return (decoded.indexOf('\uFFFD') < 0) ? decoded : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
