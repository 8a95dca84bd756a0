package io.github.jwt2fa.response;

import java.util.EnumSet;

import io.github.jwt2fa.message.Languages;
import io.github.jwt2fa.message.Messages;
import jakarta.servlet.DispatcherType;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.servlet.filter.OrderedFilter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.LocaleResolver;

/**
 * Auto-configuration of refusals, and of the language that they are in.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
final class ResponseAutoConfiguration {

	/**
	 * The resolver is asked for late: the filter below is made while the server starts,
	 * and the resolver's configuration needs all that configures MVC.
	 */
	@Bean
	LanguageNegotiation jwt2faLanguageNegotiation(Languages languages,
			@Qualifier(DispatcherServlet.LOCALE_RESOLVER_BEAN_NAME) ObjectProvider<LocaleResolver> localeResolver) {
		return new LanguageNegotiation(languages, SingletonSupplier.ofNullable(localeResolver::getIfAvailable));
	}

	/**
	 * Before Spring's RequestContextFilter, which asks for the client's locale.
	 */
	@Bean
	FilterRegistrationBean<LanguageListFilter> jwt2faLanguageListFilter(LanguageNegotiation languages) {
		FilterRegistrationBean<LanguageListFilter> registration = new FilterRegistrationBean<>(
				new LanguageListFilter(languages));
		registration.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
		registration.setOrder(OrderedFilter.REQUEST_WRAPPER_FILTER_MAX_ORDER - 106);
		return registration;
	}

	@Bean
	ErrorResponses jwt2faErrorResponses(Messages messages, LanguageNegotiation negotiation) {
		return new ErrorResponses(messages.source(), negotiation);
	}

	@Bean
	@ConditionalOnMissingBean
	ErrorRenderer jwt2faErrorRenderer(ResponseSettings settings) {
		return switch (settings.errorFormat()) {
			case PROBLEM -> new ProblemErrorRenderer();
			case DRF -> new DrfErrorRenderer();
		};
	}

}
