/** What the computer around us offers: the session bus with its notifications and tray hosts, the keychain, the service manager, the scheduler, where the power comes from, and how a folder or page is opened. Each may be missing, which is no error. */
package org.stillkeep.platform;
