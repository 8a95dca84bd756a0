package io.github.jwt2fa.autoconfigure;

import io.github.jwt2fa.device.TrustedDeviceSettings;
import io.github.jwt2fa.jdbc.TableSettings;
import io.github.jwt2fa.login.CodeTokenSettings;
import io.github.jwt2fa.login.LoginSettings;
import io.github.jwt2fa.login.PasswordlessSettings;
import io.github.jwt2fa.login.RecentLoginSettings;
import io.github.jwt2fa.mail.MailSettings;
import io.github.jwt2fa.mail.SenderSettings;
import io.github.jwt2fa.method.EnrollmentSettings;
import io.github.jwt2fa.method.TwoFactorMethodSettings;
import io.github.jwt2fa.method.passkey.PasskeySettings;
import io.github.jwt2fa.method.recovery.RecoveryCodeSettings;
import io.github.jwt2fa.method.sent.CodeSettings;
import io.github.jwt2fa.method.totp.TotpSettings;
import io.github.jwt2fa.metrics.MetricsSettings;
import io.github.jwt2fa.notice.NoticeSettings;
import io.github.jwt2fa.policy.PolicySettings;
import io.github.jwt2fa.profile.ProfileSettings;
import io.github.jwt2fa.response.ResponseSettings;
import io.github.jwt2fa.session.LoginSessionSettings;
import io.github.jwt2fa.state.StateSettings;
import io.github.jwt2fa.token.AuthTokenCheckSettings;
import io.github.jwt2fa.token.AuthTokenSettings;
import io.github.jwt2fa.token.key.AuthTokenKeySettings;
import io.github.jwt2fa.web.WebSettings;
import io.github.jwt2fa.web.cookie.CookieSettings;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Hands each room its settings.
 */
@Configuration(proxyBeanMethods = false)
class SettingsConfiguration {

	@Bean
	ProfileSettings jwt2faProfileSettings(Jwt2faSettings settings) {
		return settings.profile();
	}

	@Bean
	LoginSettings jwt2faLoginSettings(Jwt2faSettings settings) {
		return settings.login();
	}

	@Bean
	RecentLoginSettings jwt2faRecentLoginSettings(Jwt2faSettings settings) {
		return settings.recentLogin();
	}

	@Bean
	TwoFactorMethodSettings jwt2faTwoFactorMethodSettings(Jwt2faSettings settings) {
		return settings.methods();
	}

	@Bean
	EnrollmentSettings jwt2faEnrollmentSettings(Jwt2faSettings settings) {
		return settings.enrollment();
	}

	@Bean
	PasswordlessSettings jwt2faPasswordlessSettings(Jwt2faSettings settings) {
		return settings.passwordless();
	}

	@Bean
	CodeTokenSettings jwt2faCodeTokenSettings(Jwt2faSettings settings) {
		return settings.codeToken();
	}

	@Bean
	CodeSettings jwt2faCodeSettings(Jwt2faSettings settings) {
		return settings.code();
	}

	@Bean
	SenderSettings jwt2faSenderSettings(Jwt2faSettings settings) {
		return settings.sender();
	}

	@Bean
	MailSettings jwt2faMailSettings(Jwt2faSettings settings) {
		return settings.mail();
	}

	@Bean
	NoticeSettings jwt2faNoticeSettings(Jwt2faSettings settings) {
		return settings.notices();
	}

	@Bean
	TotpSettings jwt2faTotpSettings(Jwt2faSettings settings) {
		return settings.totp();
	}

	@Bean
	RecoveryCodeSettings jwt2faRecoveryCodeSettings(Jwt2faSettings settings) {
		return settings.recoveryCodes();
	}

	@Bean
	PasskeySettings jwt2faPasskeySettings(Jwt2faSettings settings) {
		return settings.passkeys();
	}

	@Bean
	PolicySettings jwt2faPolicySettings(Jwt2faSettings settings) {
		return settings.policy();
	}

	@Bean
	TrustedDeviceSettings jwt2faTrustedDeviceSettings(Jwt2faSettings settings) {
		return settings.trustedDevices();
	}

	@Bean
	AuthTokenSettings jwt2faAuthTokenSettings(Jwt2faSettings settings) {
		return settings.authToken();
	}

	@Bean
	AuthTokenCheckSettings jwt2faAuthTokenCheckSettings(Jwt2faSettings settings) {
		return settings.authTokenCheck();
	}

	@Bean
	AuthTokenKeySettings jwt2faAuthTokenKeySettings(Jwt2faSettings settings) {
		return settings.authTokenKeys();
	}

	@Bean
	LoginSessionSettings jwt2faLoginSessionSettings(Jwt2faSettings settings) {
		return settings.session();
	}

	@Bean
	WebSettings jwt2faWebSettings(Jwt2faSettings settings) {
		return settings.web();
	}

	@Bean
	CookieSettings jwt2faCookieSettings(Jwt2faSettings settings) {
		return settings.cookies();
	}

	@Bean
	ResponseSettings jwt2faResponseSettings(Jwt2faSettings settings) {
		return settings.response();
	}

	@Bean
	StateSettings jwt2faStateSettings(Jwt2faSettings settings) {
		return settings.state();
	}

	@Bean
	TableSettings jwt2faTableSettings(Jwt2faSettings settings) {
		return settings.tables();
	}

	@Bean
	MetricsSettings jwt2faMetricsSettings(Jwt2faSettings settings) {
		return settings.metrics();
	}

}
