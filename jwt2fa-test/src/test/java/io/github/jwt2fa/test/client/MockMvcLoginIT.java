package io.github.jwt2fa.test.client;

import io.github.jwt2fa.test.shop.ShopTest;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

/**
 * Over MockMvc, as the kit makes it.
 */
@ShopTest
class MockMvcLoginIT extends LoginClientContract {

	@Autowired
	private LoginClient client;

	@Autowired
	private MockMvc mvc;

	@Override
	LoginClient client() {
		return this.client;
	}

	@Override
	int statusOf(String path, Login login) {
		try {
			return this.mvc.perform(get(path).headers(login.headers())).andReturn().getResponse().getStatus();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
