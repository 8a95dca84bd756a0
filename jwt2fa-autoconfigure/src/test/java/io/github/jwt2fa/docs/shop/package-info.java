/**
 * The shop that most examples of the guide belong to, and the tests that run it with each
 * of them. The classes are public no more than the guide shows them: what uses one of
 * them is here, too.
 */
package io.github.jwt2fa.docs.shop;
