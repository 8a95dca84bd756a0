package io.github.jwt2fa.autoconfigure;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.spec.SecretKeySpec;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.crypto.KeyDerivation;
import io.github.jwt2fa.method.passkey.PasskeySettings;

/**
 * The settings of passkeys, each checked.
 */
final class PasskeyRules {

	/** The domain of a page as browsers write it, and nothing else. */
	private static final Pattern WEB = Pattern.compile("(https?)://([a-z0-9.-]+)(?::([1-9][0-9]{0,4}))?");

	/** SHA-256 of the certificate that signs the app, in base64url. */
	private static final Pattern ANDROID = Pattern.compile("android:apk-key-hash:[A-Za-z0-9_-]{43}");

	private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";

	/** A last label of digits alone is that of an address. */
	private static final Pattern DOMAIN = Pattern.compile("(?:" + LABEL + "\\.)*(?![0-9]+$)" + LABEL);

	private static final int MAX_DOMAIN = 253;

	private PasskeyRules() {
	}

	/**
	 * Whether a text is a domain in small letters, as browsers write it.
	 */
	static boolean isDomain(String text) {
		return text.length() <= MAX_DOMAIN && DOMAIN.matcher(text).matches();
	}

	static PasskeySettings settings(Jwt2faProperties properties, String name, KeyDerivation derivation) {
		Jwt2faProperties.Passkey passkey = properties.passkey();
		String rpId = Property.PASSKEY_RP_ID.requireIfSet(passkey.rpId());
		Property.PASSKEY_LOGIN.require(!passkey.login() || rpId != null,
				"is true, and " + Property.PASSKEY_RP_ID + " is not set");
		List<String> origins = passkey.allowedOrigins();
		Property.PASSKEY_ALLOWED_ORIGINS.require(origins.isEmpty() || rpId != null,
				"is set, and " + Property.PASSKEY_RP_ID + " is not");
		if (rpId != null) {
			origins.forEach((origin) -> requireOrigin(origin, rpId));
		}
		return new PasskeySettings((rpId != null) ? rpId : "",
				(rpId != null && origins.isEmpty()) ? List.of("https://" + rpId) : origins, passkey.login(), name,
				properties.codeExpirationTime(),
				new SecretKeySpec(derivation.derive("2fa-passkey-setup"), "HmacSHA256"));
	}

	private static void requireOrigin(String origin, String rpId) {
		Property property = Property.PASSKEY_ALLOWED_ORIGINS;
		if (ANDROID.matcher(origin).matches()) {
			return;
		}
		Matcher web = WEB.matcher(origin);
		property.require(web.matches(), "names \"" + origin + "\", which is no origin of a page or an app");
		String host = web.group(2);
		boolean https = web.group(1).equals("https");
		property.require(https || host.equals("localhost"),
				"names \"" + origin + "\", and browsers have passkeys on https pages and http://localhost alone");
		property.require(!(https ? "443" : "80").equals(web.group(3)),
				"names \"" + origin + "\", and browsers leave that port out");
		property.require(host.equals(rpId) || host.endsWith("." + rpId),
				"names \"" + origin + "\", which is not within " + Property.PASSKEY_RP_ID + "=" + rpId);
	}

	/**
	 * The methods that complete a login: those that are set, or all that a user may be
	 * asked for by default.
	 */
	static Set<TwoFactorMethod> trusted(Jwt2faProperties properties) {
		Set<TwoFactorMethod> set = properties.trusted2faMethods();
		if (set != null) {
			return set;
		}
		Set<TwoFactorMethod> methods = new LinkedHashSet<>(Set.of(TwoFactorMethod.CODE_SENDER, TwoFactorMethod.TOTP));
		if (properties.passkey().rpId() != null) {
			methods.add(TwoFactorMethod.PASSKEY);
		}
		return methods;
	}

}
