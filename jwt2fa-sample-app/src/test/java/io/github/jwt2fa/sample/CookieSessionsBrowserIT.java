package io.github.jwt2fa.sample;

import org.springframework.test.context.TestPropertySource;

/**
 * The same in browser mode, in which the trust in a device is in a cookie, too.
 */
@TestPropertySource(properties = { "jwt2fa.cookies.prefix=sample",
		"spring.datasource.url=jdbc:h2:mem:cookie-sessions-browser;DB_CLOSE_DELAY=-1" })
class CookieSessionsBrowserIT extends SessionsBrowserIT {

}
