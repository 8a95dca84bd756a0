/**
 * How an application under test gets the test kit, and how a slice of it gets its rules.
 */
@NullMarked
package io.github.jwt2fa.test.autoconfigure;

import org.jspecify.annotations.NullMarked;
