package io.github.jwt2fa.user;

import io.github.jwt2fa.wiring.Jwt2faConfigurationException;

import org.springframework.beans.factory.ObjectProvider;

/**
 * The place of the users' second-factor data, for what can't do without one.
 */
public final class KeptUserData {

	private KeptUserData() {
	}

	/**
	 * The one place.
	 * @param repositories the places that there are
	 * @return the only one, or the primary one
	 * @throws Jwt2faConfigurationException if there is none, or one can't tell which
	 */
	public static UserTwoFactorAuthDataRepository in(ObjectProvider<UserTwoFactorAuthDataRepository> repositories) {
		UserTwoFactorAuthDataRepository repository = repositories.getIfUnique();
		if (repository != null) {
			return repository;
		}
		if (repositories.stream().count() > 1) {
			throw new Jwt2faConfigurationException("There is more than one UserTwoFactorAuthDataRepository bean.",
					"Mark the one that keeps the users' second-factor data with @Primary.");
		}
		throw new Jwt2faConfigurationException(
				"jwt2fa has no place for the users' second-factor data: there is no UserTwoFactorAuthDataRepository "
						+ "bean, and neither one JPA EntityManagerFactory nor one DataSource that could keep it.",
				"Configure a database (spring.datasource.url and its driver); mark one of several EntityManagerFactory "
						+ "or DataSource beans with @Primary; or define a bean that implements "
						+ "io.github.jwt2fa.user.UserTwoFactorAuthDataRepository, or one "
						+ "PreferredTwoFactorMethodGetter and one TotpSecretGetter bean.");
	}

}
