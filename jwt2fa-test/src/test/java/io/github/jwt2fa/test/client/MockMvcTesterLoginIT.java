package io.github.jwt2fa.test.client;

import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.test.SentCodes;
import io.github.jwt2fa.test.shop.ShopTest;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/**
 * Over MockMvc with AssertJ.
 */
@ShopTest
class MockMvcTesterLoginIT extends LoginClientContract {

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private SentCodes codes;

	@Autowired
	private MutableClock clock;

	@Override
	LoginClient client() {
		return LoginClient.over(this.mvc).codes(this.codes).clock(this.clock);
	}

	@Override
	int statusOf(String path, Login login) {
		return this.mvc.get().uri(path).headers(login.headers()).exchange().getResponse().getStatus();
	}

}
