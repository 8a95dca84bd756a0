/**
 * Runs requests in every order that their steps can have, with the clock stepping over an
 * end in between.
 */
package io.github.jwt2fa.interleaving;
