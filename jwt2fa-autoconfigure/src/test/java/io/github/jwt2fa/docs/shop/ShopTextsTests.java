package io.github.jwt2fa.docs.shop;

// tag::texts[]
import java.io.IOException;
import java.util.Properties;

import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ShopTextsTests {

	@Test
	void textsWhenInItalianThenNoneIsMissing() throws IOException {
		Properties texts = texts("io/github/jwt2fa/messages.properties");
		Properties italian = texts("shop-messages_it.properties");
		assertThat(italian.stringPropertyNames()).containsAll(texts.stringPropertyNames());
	}

	private static Properties texts(String file) throws IOException {
		return PropertiesLoaderUtils.loadProperties(new EncodedResource(new ClassPathResource(file), UTF_8));
	}

}
// end::texts[]
