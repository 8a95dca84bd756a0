package io.github.jwt2fa.benchmarks.application;

import java.time.Instant;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.crypto.FernetEncryptor;
import io.github.jwt2fa.method.passkey.Passkey;
import io.github.jwt2fa.method.passkey.PasskeyRepository;
import io.github.jwt2fa.method.recovery.RecoveryCodeService;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Sets factors up for a user without a login, with secrets that are everyone's.
 */
@RestController
public final class QuickFactors {

	/** Where the name of a user is sent who gets an app. */
	public static final String TOTP = "/open/totp";

	/** Where the name of a user is sent who gets a recovery code. */
	public static final String RECOVERY = "/open/recovery";

	/**
	 * Where the name of a user is sent who gets a passkey, with the credential's id and
	 * the public key.
	 */
	public static final String PASSKEY = "/open/passkey";

	/** The secret of all apps, in base32. */
	public static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

	private final UserTwoFactorAuthDataRepository data;

	private final FernetEncryptor encryptor;

	private final RecoveryCodeService recoveryCodes;

	private final ObjectProvider<PasskeyRepository> passkeys;

	QuickFactors(UserTwoFactorAuthDataRepository data, FernetEncryptor encryptor, RecoveryCodeService recoveryCodes,
			ObjectProvider<PasskeyRepository> passkeys) {
		this.data = data;
		this.encryptor = encryptor;
		this.recoveryCodes = recoveryCodes;
		this.passkeys = passkeys;
	}

	@PostMapping(TOTP)
	String totp(@RequestBody String user) {
		this.data.save(new UserTwoFactorAuthData(user, TwoFactorMethod.TOTP, this.encryptor.encrypt(SECRET)));
		return user;
	}

	@PostMapping(RECOVERY)
	String recovery(@RequestBody String user) {
		totp(user);
		return this.recoveryCodes.create(TwoFactorUser.withId(user).build()).get(0);
	}

	@PostMapping(PASSKEY)
	String passkey(@RequestBody String userIdAndKey) {
		String[] parts = userIdAndKey.split(" ", -1);
		this.passkeys.getObject()
			.insert(Passkey.withId(parts[1])
				.userId(parts[0])
				.userHandle(parts[1])
				.publicKey(parts[2])
				.createdAt(Instant.EPOCH)
				.build());
		this.data.save(new UserTwoFactorAuthData(parts[0], TwoFactorMethod.PASSKEY, null));
		return parts[0];
	}

}
