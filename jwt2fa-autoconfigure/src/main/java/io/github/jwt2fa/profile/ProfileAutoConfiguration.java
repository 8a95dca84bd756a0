package io.github.jwt2fa.profile;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration of the check against a standard, where users can log in.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
final class ProfileAutoConfiguration {

	/**
	 * By the property of the start and not by a condition, which ahead-of-time processing
	 * would freeze: nothing would be checked, without a word.
	 */
	@Bean
	@Lazy(false) // nobody asks for it
	@Nullable ProfileCheck jwt2faProfileCheck(ProfileSettings settings, ListableBeanFactory beans) {
		Profile profile = settings.profile();
		return (profile != null) ? new ProfileCheck(new Configured(profile, beans), settings.exceptions()) : null;
	}

}
