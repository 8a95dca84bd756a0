package io.github.jwt2fa.message;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.AbstractApplicationContext;

/**
 * Auto-configuration of the texts.
 */
@AutoConfiguration
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

}
