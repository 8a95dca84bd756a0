package io.github.jwt2fa.test.client;

import io.github.jwt2fa.test.MutableClock;
import io.github.jwt2fa.test.SentCodes;
import io.github.jwt2fa.test.shop.ShopTest;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * Over HTTP by the client of WebFlux.
 */
@ShopTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class WebTestClientLoginIT extends LoginClientContract {

	@Autowired
	private SentCodes codes;

	@Autowired
	private MutableClock clock;

	@LocalServerPort
	private int port;

	@Override
	LoginClient client() {
		return LoginClient.over(web()).codes(this.codes).clock(this.clock);
	}

	private WebTestClient web() {
		return WebTestClient.bindToServer().baseUrl("http://127.0.0.1:" + this.port).build();
	}

	@Override
	int statusOf(String path, Login login) {
		return web().get().uri(path).headers(login::authorize).exchange().returnResult().getStatus().value();
	}

}
