/**
 * The application that moves over from the reference, with its users as Django left them.
 */
package io.github.jwt2fa.docs.django;
