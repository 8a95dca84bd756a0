package io.github.jwt2fa.benchmarks.application;

import io.github.jwt2fa.TwoFactorMethod;
import io.github.jwt2fa.crypto.FernetEncryptor;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Sets TOTP up for a user without a login, with a secret that is everyone's.
 */
@RestController
public final class QuickTotp {

	/** Where the name of a user is sent. */
	public static final String PATH = "/open/totp";

	/** The secret, in base32. */
	public static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

	private final UserTwoFactorAuthDataRepository data;

	private final FernetEncryptor encryptor;

	QuickTotp(UserTwoFactorAuthDataRepository data, FernetEncryptor encryptor) {
		this.data = data;
		this.encryptor = encryptor;
	}

	@PostMapping(PATH)
	String totp(@RequestBody String user) {
		this.data.save(new UserTwoFactorAuthData(user, TwoFactorMethod.TOTP, this.encryptor.encrypt(SECRET)));
		return user;
	}

}
