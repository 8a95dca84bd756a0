package io.github.jwt2fa.openapi;

/**
 * What an application answers in its own way: nobody knows its members here.
 *
 * @param logins whether it writes the answers to complete logins
 * @param methods whether it has second factors of its own, which may add members
 */
record OwnAnswers(boolean logins, boolean methods) {

}
