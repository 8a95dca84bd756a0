package io.github.jwt2fa.message;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.support.AbstractApplicationContext;

/**
 * Auto-configuration of the texts.
 */
@AutoConfiguration
@ImportRuntimeHints(MessageAutoConfiguration.Hints.class)
final class MessageAutoConfiguration {

	@Bean
	Languages jwt2faLanguages(
			@Qualifier(AbstractApplicationContext.MESSAGE_SOURCE_BEAN_NAME) MessageSource applicationMessages) {
		return new Languages(new ApplicationLanguages(applicationMessages));
	}

	@Bean
	Messages jwt2faMessages(
			@Qualifier(AbstractApplicationContext.MESSAGE_SOURCE_BEAN_NAME) MessageSource applicationMessages,
			Languages languages) {
		OwnMessageSource source = new OwnMessageSource(applicationMessages, languages);
		return new Messages(source, source::languageOf);
	}

	/**
	 * The texts, for a native image.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.resources().registerPattern("io/github/jwt2fa/messages*.properties");
			hints.resources().registerResourceBundle(OwnMessageSource.BUNDLE);
		}

	}

}
