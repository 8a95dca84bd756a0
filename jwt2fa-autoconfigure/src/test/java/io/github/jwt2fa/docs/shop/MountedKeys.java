package io.github.jwt2fa.docs.shop;

// tag::keys[]
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MountedKeys {

	@Bean(defaultCandidate = false)
	JWKSource<SecurityContext> jwt2faJwkSource(@Value("${shop.token-keys}") Path file) {
		return (selector, context) -> {
			try {
				return selector.select(JWKSet.load(file.toFile()));
			}
			catch (IOException | ParseException ex) {
				throw new KeySourceException("The token keys can't be read", ex);
			}
		};
	}

}
// end::keys[]
