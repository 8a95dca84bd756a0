package io.github.jwt2fa.test.autoconfigure;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.jwt2fa.method.passkey.InMemoryPasskeyRepository;
import io.github.jwt2fa.method.passkey.PasskeyRepository;
import io.github.jwt2fa.method.recovery.InMemoryRecoveryCodeRepository;
import io.github.jwt2fa.method.recovery.RecoveryCodeRepository;
import io.github.jwt2fa.method.sent.CodeSender;
import io.github.jwt2fa.session.InMemoryLoginSessionRepository;
import io.github.jwt2fa.session.LoginSessionRepository;
import io.github.jwt2fa.state.InMemoryStateStore;
import io.github.jwt2fa.state.StateStore;
import io.github.jwt2fa.test.SentCodes;
import io.github.jwt2fa.user.TwoFactorUser;
import io.github.jwt2fa.user.TwoFactorUserService;
import io.github.jwt2fa.user.UserTwoFactorAuthData;
import io.github.jwt2fa.user.UserTwoFactorAuthDataRepository;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetailsService;

/**
 * Auto-configuration of a slice: what filter chains with access tokens need, in memory,
 * in place of what the slice leaves out.
 */
@AutoConfiguration(beforeName = { "io.github.jwt2fa.user.UserAutoConfiguration",
		"io.github.jwt2fa.method.sent.SentCodeAutoConfiguration", "io.github.jwt2fa.state.StateAutoConfiguration",
		"io.github.jwt2fa.session.SessionAutoConfiguration", "io.github.jwt2fa.method.MethodAutoConfiguration",
		"io.github.jwt2fa.method.totp.TotpAutoConfiguration",
		"io.github.jwt2fa.method.passkey.PasskeyAutoConfiguration",
		"io.github.jwt2fa.method.recovery.RecoveryCodeAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration" })
final class TwoFactorSliceAutoConfiguration {

	private static final int CAPACITY = 1000;

	@Bean
	static NoChainWithoutSecurity jwt2faNoChainWithoutSecurity() {
		return new NoChainWithoutSecurity();
	}

	@Bean
	@ConditionalOnMissingBean({ TwoFactorUserService.class, UserDetailsService.class })
	TwoFactorUserService jwt2faSliceUsers() {
		return new Nobody();
	}

	@Bean
	@ConditionalOnMissingBean
	CodeSender jwt2faSliceCodes() {
		return new SentCodes();
	}

	@Bean
	@ConditionalOnMissingBean
	StateStore jwt2faSliceState(@Qualifier("jwt2faClock") Clock clock) {
		return new InMemoryStateStore(clock, CAPACITY);
	}

	@Bean
	@ConditionalOnMissingBean
	LoginSessionRepository jwt2faSliceSessions(@Qualifier("jwt2faClock") Clock clock) {
		return new InMemoryLoginSessionRepository(clock, CAPACITY);
	}

	@Bean
	@ConditionalOnMissingBean
	UserTwoFactorAuthDataRepository jwt2faSliceData() {
		return new InMemoryData();
	}

	@Bean
	@ConditionalOnMissingBean
	PasskeyRepository jwt2faSlicePasskeys() {
		return new InMemoryPasskeyRepository();
	}

	@Bean
	@ConditionalOnMissingBean
	RecoveryCodeRepository jwt2faSliceRecoveryCodes() {
		return new InMemoryRecoveryCodeRepository();
	}

	/**
	 * The users whom a slice without users knows.
	 */
	private static final class Nobody implements TwoFactorUserService {

		@Override
		public @Nullable TwoFactorUser findById(String id) {
			return null;
		}

		@Override
		public @Nullable TwoFactorUser findByAuthentication(Authentication authentication) {
			return null;
		}

	}

	/**
	 * What users chose in this test.
	 */
	private static final class InMemoryData implements UserTwoFactorAuthDataRepository {

		private final Map<String, UserTwoFactorAuthData> all = new ConcurrentHashMap<>();

		@Override
		public @Nullable UserTwoFactorAuthData findByUserId(String userId) {
			return this.all.get(userId);
		}

		@Override
		public void save(UserTwoFactorAuthData data) {
			this.all.put(data.userId(), data);
		}

		@Override
		public void deleteByUserId(String userId) {
			this.all.remove(userId);
		}

	}

}
