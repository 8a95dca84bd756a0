package io.github.jwt2fa.openapi;

import java.util.Arrays;

import io.github.jwt2fa.method.TwoFactorMethodHandler;
import io.github.jwt2fa.response.ResponseSettings;
import io.github.jwt2fa.web.WebSettings;
import io.github.jwt2fa.web.cookie.CookieSettings;
import io.github.jwt2fa.web.endpoint.EndpointPaths;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;

/**
 * Auto-configuration of the endpoints' part in the document that springdoc makes.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ImportRuntimeHints(OpenApiAutoConfiguration.Hints.class)
final class OpenApiAutoConfiguration {

	/**
	 * A class of its own: methods with types that are not there keep a class from being
	 * looked at.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(OpenApiCustomizer.class)
	static final class SpringdocConfiguration {

		@Bean
		OpenApiCustomizer jwt2faOpenApiCustomizer(EndpointPaths paths, WebSettings web, CookieSettings cookies,
				ResponseSettings response, ListableBeanFactory beans) {
			// what a renderer of the application's own writes, nobody knows here
			return new EndpointDescription(paths, web, cookies,
					new OwnAnswers(!beans.containsBean("jwt2faLoginResponseRenderer"), hasOwnMethods(beans)),
					beans.containsBean("jwt2faErrorRenderer") ? response.errorFormat() : null);
		}

		private static boolean hasOwnMethods(ListableBeanFactory beans) {
			return Arrays.stream(beans.getBeanNamesForType(TwoFactorMethodHandler.class, false, false))
				.anyMatch((name) -> !name.startsWith("jwt2fa"));
		}

	}

	/**
	 * The document itself.
	 */
	static final class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.resources().registerPattern("io/github/jwt2fa/openapi/openapi.yaml");
		}

	}

}
