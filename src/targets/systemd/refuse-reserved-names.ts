import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Deployment } from '../../core/model.ts';
import { blame } from '../../core/place.ts';

/** Units in /etc/systemd/system replace systemd's own of the same name: an application called "network" would end the boot. */
export function refuseReservedNames({ applications }: Deployment): readonly Diagnostic[] {
  return applications
    .flatMap((application) => [application, ...application.workers])
    .filter(({ name }) => RESERVED.has(name.value) || /^systemd-|^runlevel\d$/.test(name.value))
    .map(({ name }) =>
      blame(name, {
        code: 'target-reserved-name',
        message: `"${name.value}" is the name of a unit of systemd itself`,
        help: `give the application another name, such as "${name.value}-app"`,
      }),
    );
}

// systemd.special(7), and what systemd 252 and dbus install as NAME.target, NAME.socket or NAME@.service.
const RESERVED = new Set(
  `autovt basic blockdev bluetooth boot-complete console-getty container-getty cryptsetup cryptsetup-pre ctrl-alt-del dbus
  default emergency exit factory-reset final first-boot-complete getty getty-pre graphical halt hibernate hybrid-sleep
  initrd initrd-fs initrd-root-device initrd-root-fs initrd-switch-root initrd-usr-fs integritysetup integritysetup-pre
  kbrequest kexec local-fs local-fs-pre machines modprobe multi-user network network-online network-pre nss-lookup
  nss-user-lookup paths poweroff printer reboot remote-cryptsetup remote-fs remote-fs-pre remote-veritysetup rescue rpcbind
  serial-getty shutdown sigpwr sleep slices smartcard sockets soft-reboot sound suspend suspend-then-hibernate swap sysinit
  syslog system-update system-update-pre time-set time-sync timers umount usb-gadget user user-runtime-dir veritysetup
  veritysetup-pre`.split(/\s+/),
);
