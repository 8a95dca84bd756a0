package io.github.jwt2fa.sample;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the page has to know before its first request. A page that is built with its
 * application knows it by itself.
 */
@RestController
class PageController {

	private final boolean cookies;

	PageController(@Value("${jwt2fa.cookies.prefix:}") String cookiesPrefix) {
		this.cookies = StringUtils.hasText(cookiesPrefix);
	}

	@GetMapping(path = "/js/mode.js", produces = "text/javascript")
	String mode() {
		return "// Whether the refresh token is in a cookie: jwt2fa.cookies.prefix\nexport const COOKIES = "
				+ this.cookies + ";\n";
	}

}
