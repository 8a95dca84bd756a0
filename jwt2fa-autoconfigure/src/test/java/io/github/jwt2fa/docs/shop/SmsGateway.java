package io.github.jwt2fa.docs.shop;

/**
 * Stands for the client of a provider of text messages.
 */
interface SmsGateway {

	void send(String phone, String text);

}
