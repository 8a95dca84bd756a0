package io.github.jwt2fa.method.totp;

import java.security.SecureRandom;
import java.time.Clock;

import com.google.zxing.qrcode.QRCodeWriter;
import io.github.jwt2fa.crypto.FernetEncryptor;
import io.github.jwt2fa.device.TrustedDevices;
import io.github.jwt2fa.event.TwoFactorEventPublisher;
import io.github.jwt2fa.method.EnrollmentClaims;
import io.github.jwt2fa.method.TwoFactorMethods;
import io.github.jwt2fa.state.OwnState;
import io.github.jwt2fa.user.KeptUserData;
import io.github.jwt2fa.user.TwoFactorUserService;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of TOTP.
 */
@AutoConfiguration(afterName = { "io.github.jwt2fa.user.jpa.JpaUserAutoConfiguration",
		"io.github.jwt2fa.user.jdbc.JdbcUserAutoConfiguration" })
final class TotpAutoConfiguration {

	/** In the order of all methods. */
	private static final int PREFERENCE = 200;

	@Bean
	@ConditionalOnMissingBean
	TotpSecretGetter jwt2faTotpSecretGetter(ObjectProvider<UserTwoFactorAuthDataRepository> repositories,
			FernetEncryptor encryptor) {
		return new StoredTotpSecretGetter(KeptUserData.in(repositories), encryptor);
	}

	@Bean
	TotpCodes jwt2faTotpCodes(TotpSettings settings, OwnState state, @Qualifier("jwt2faClock") Clock clock) {
		return new TotpCodes(settings, state.store(), clock);
	}

	@Bean
	@Order(PREFERENCE)
	TotpHandler jwt2faTotpHandler(TotpCodes codes, TotpSecretGetter secrets,
			ObjectProvider<TotpEnrollmentService> enrollment) {
		return new TotpHandler(codes, new TotpSecrets(secrets), enrollment.getIfAvailable());
	}

	@Bean
	@ConditionalOnBean(UserTwoFactorAuthDataRepository.class)
	TotpEnrollmentService jwt2faTotpEnrollmentService(TotpSettings settings, UserTwoFactorAuthDataRepository repository,
			FernetEncryptor encryptor, TotpCodes codes, OwnState state, EnrollmentClaims enrollments,
			TrustedDevices devices, TwoFactorEventPublisher events, @Qualifier("jwt2faClock") Clock clock,
			@Qualifier("jwt2faSecureRandom") SecureRandom random) {
		return new TotpEnrollmentService(settings, repository, encryptor, codes, state.store(), enrollments, devices,
				events, clock, random);
	}

	@Bean
	@ConditionalOnBean(UserTwoFactorAuthDataRepository.class)
	TotpImport jwt2faTotpImport(TwoFactorMethods methods, TwoFactorUserService users,
			UserTwoFactorAuthDataRepository repository, FernetEncryptor encryptor) {
		return new TotpImport(methods, users, repository, encryptor);
	}

	/**
	 * Where ZXing is on the class path, and somebody could look at a picture.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(QRCodeWriter.class)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	static class QrCodeConfiguration {

		@Bean
		@ConditionalOnMissingBean
		QrCodeRenderer jwt2faQrCodeRenderer() {
			return new SvgQrCodeRenderer();
		}

	}

}
