package io.github.jwt2fa.autoconfigure;

import java.util.function.Supplier;

import io.github.jwt2fa.ratelimit.ClientAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The address of the client whose request is being answered.
 */
final class CurrentClientAddress implements Supplier<@Nullable String> {

	@Override
	public @Nullable String get() {
		if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)) {
			return null;
		}
		try {
			String address = attributes.getRequest().getRemoteAddr();
			return (address != null) ? ClientAddress.plain(address) : null;
		}
		catch (IllegalStateException ex) {
			// a thread of the application inherited a request that was answered meanwhile
			return null;
		}
	}

}
