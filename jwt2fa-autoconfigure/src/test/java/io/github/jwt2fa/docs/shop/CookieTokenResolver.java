package io.github.jwt2fa.docs.shop;

// tag::resolver[]
import io.github.jwt2fa.security.AccessTokenResolver;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

@Component
class CookieTokenResolver implements AccessTokenResolver {

	private final AccessTokenResolver header = AccessTokenResolver.bearerHeader();

	@Override
	public @Nullable String resolve(HttpServletRequest request) {
		String inHeader = this.header.resolve(request);
		Cookie cookie = WebUtils.getCookie(request, "__Host-access");
		return (inHeader != null || cookie == null) ? inHeader : cookie.getValue();
	}

}
// end::resolver[]
