# The hand-written table; executed by build.py.
RFC_SEEN = {
    1157: "text read: github:FreeRADIUS/freeradius-server doc/rfc/rfc1157.txt, ports 161 and 162 over UDP",
    2865: "text read: github:FreeRADIUS/freeradius-server doc/rfc/rfc2865.txt, UDP 1812",
    2866: "text read: github:FreeRADIUS/freeradius-server doc/rfc/rfc2866.txt, UDP 1813",
    5176: "text read: github:FreeRADIUS/freeradius-server doc/rfc/rfc5176.txt, UDP 3799",
    6614: "text read: github:FreeRADIUS/freeradius-server doc/rfc/rfc6614.txt, TCP 2083, TLS",
    4511: "text read: github:openldap/openldap doc/rfc/rfc4511.txt, sections 4.14 StartTLS and 5.2 TCP",
    3207: "first page read through search docs (rfc-editor.org/rfc/rfc3207): SMTP is normally in the clear, STARTTLS adds TLS",
    8314: "abstract read through search docs (rfc-editor.org/info/rfc8314); netbase names it for 465/tcp",
    8907: "title and abstract read through search docs (rfc-editor.org/rfc/rfc8907.pdf); the port is IANA's 49",
    5425: "sentence on 6514 read through find_string; netbase and IANA name it",
    2661: "section 8.1 quoted in code found by find_string: L2TP uses UDP port 1701",
    4795: "quoted in code found by find_string: LLMNR queries are sent to and received on port 5355",
    3244: "title read through find_string (Kerberos change password and set password)",
    7858: "named beside 853/tcp in netbase 6.4 and in IANA's row",
    3947: "named beside 4500/udp in netbase 6.4",
    1350: "already a source of facts.yaml; not read here",
    1833: "already a source of facts.yaml; not read here",
    6335: "named as reference in IANA's row 0/tcp (reserved)",
}
RFC_TITLE = {1157: "SNMP", 2865: "RADIUS", 2866: "RADIUS accounting", 5176: "RADIUS dynamic authorization",
    6614: "RADIUS over TLS", 4511: "LDAP", 3207: "SMTP over TLS (STARTTLS)", 8314: "TLS for email submission and access",
    8907: "TACACS+", 5425: "Syslog over TLS", 2661: "L2TP", 4795: "LLMNR", 3244: "Kerberos set password",
    1350: "TFTP", 1833: "RPC binding protocols", 6335: "Service name and port number procedures", 7858: "DNS over TLS", 3947: "NAT traversal in IKE", 7348: "VXLAN",
    8926: "Geneve", 6120: "XMPP core", 4120: "Kerberos 5", 4251: "SSH architecture", 5905: "NTP version 4",
    8915: "NTS for NTP", 6762: "Multicast DNS", 5426: "Syslog over UDP", 6143: "RFB (VNC)", 7143: "iSCSI"}

GH = "https://github.com/"
source("iana", "IANA, Service Name and Transport Protocol Port Number Registry", "https://www.iana.org/assignments/service-names-port-numbers/", "CSV copy with newest change 2026-02-13: github:tiagomoraismorgado/PacketSnitch@00cd864 Main/Frontend/backend/common/service-names-port-numbers.csv")
source("netbase", "Debian, netbase services", "https://packages.debian.org/netbase", "/etc/services of netbase 6.4 (apt)")
source("ms-ports", "Microsoft, Service overview and network port requirements for Windows", "https://learn.microsoft.com/troubleshoot/windows-server/networking/service-overview-and-network-port-requirements", "github:MicrosoftDocs/SupportArticles-docs@0812732 support/windows-server/networking/service-overview-and-network-port-requirements.md (read_file)")
source("ms-configmgr", "Microsoft, Ports used in Configuration Manager", "https://learn.microsoft.com/mem/configmgr/core/plan-design/hierarchy/ports", "github:MicrosoftDocs/memdocs@00075f7 memdocs/configmgr/core/plan-design/hierarchy/ports.md (read_file, first 16,000 characters)")
source("ms-wsmv", "Microsoft, [MS-WSMV] 2.2.4.5 ClientDefaultPortsType", "https://learn.microsoft.com/openspecs/windows_protocols/ms-wsmv/5039d677-f854-43b2-b9fd-a15671a8f16f", "search docs: HTTP 5985, HTTPS 5986")
source("ms-kms", "Microsoft, SetKeyManagementServiceListeningPort", "https://learn.microsoft.com/previous-versions/windows/desktop/sppwmi/setkeymanagementservicelisteningport-softwarelicensingservice", "search docs: TCP, 1688 by default")
source("kubernetes", "Kubernetes, Ports and protocols", "https://kubernetes.io/docs/reference/networking/ports-and-protocols/", "github:kubernetes/website@31a8f95 content/en/docs/reference/networking/ports-and-protocols.md (read_file)")
source("kubernetes-access", "Kubernetes, Controlling access to the Kubernetes API", "https://kubernetes.io/docs/concepts/security/controlling-access/", "sentence read through find_string: 6443, protected by TLS")
source("etcd", "etcd, Configuration options", "https://etcd.io/docs/v3.5/op-guide/configuration/", "github:etcd-io/website@8245979 content/en/docs/v3.5/op-guide/configuration.md: 2379, 2380, http by default, --cert-file")
source("rabbitmq", "RabbitMQ, Networking: ports", "https://www.rabbitmq.com/docs/networking", "github:rabbitmq/rabbitmq-website@0acf2a4 docs/networking.md")
source("ejabberd", "ejabberd, Securing ejabberd: firewall settings", "https://docs.ejabberd.im/admin/guide/security/", "github:processone/docs.ejabberd.im@bcdaded content/admin/guide/security.md")
source("consul", "HashiCorp, Consul ports reference", "https://developer.hashicorp.com/consul/docs/install/ports", "github:hashicorp/consul@186bdda website/content/docs/install/ports.mdx and search docs")
source("nomad", "HashiCorp, Nomad requirements: ports used", "https://developer.hashicorp.com/nomad/docs/install/production/requirements", "github:hashicorp/nomad@2831714 website/content/docs/install/production/requirements.mdx")
source("vault", "HashiCorp, Vault cluster network port reference", "https://developer.hashicorp.com/vault/docs/internals/ports", "search docs: 8200/tcp API, 8201/tcp cluster")
source("wazuh", "Wazuh, Architecture: required ports", "https://documentation.wazuh.com/current/getting-started/architecture.html", "github:wazuh/wazuh-documentation@7d33e07 source/getting-started/architecture.rst (an old version)")
source("ceph", "Ceph, Network configuration reference", "https://docs.ceph.com/en/latest/rados/configuration/network-config-ref/", "github:ceph/ceph@0113c11 doc/rados/configuration/network-config-ref.rst (an old version: 6789, 6800-7300)")
source("proxmox", "Proxmox VE, Firewall: ports used by Proxmox VE", "https://pve.proxmox.com/pve-docs/chapter-pve-firewall.html", "github:proxmox/pve-docs@e5010dc pve-firewall.adoc")
source("pbs", "Proxmox Backup Server, Service daemons", "https://pbs.proxmox.com/docs/services.html", "search docs: TCP port 8007 using HTTPS")
source("vmware-60", "VMware vSphere 6.0, TCP and UDP ports", "https://docs.vmware.com/en/vSphere/6.0/com.vmware.vsphere.upgrade.doc/GUID-5071C86E-FF1E-4E54-A424-A20917401160.html", "search pages: 443/tcp HTTPS, 902/tcp and outgoing 902/udp, 903/tcp")
source("veeam", "Veeam, used ports (Proxmox VE and Nutanix AHV workers, agents)", "https://helpcenter.veeam.com/docs/vbahv/userguide/used_ports.html", "search pages: 6162/tcp, 2500-3300/tcp, 10006/tcp, 6160/tcp, 8006, 443")
source("veeam-rest", "Veeam Backup Enterprise Manager REST API, POST /backupServers", "https://helpcenter.veeam.com/archive/backup/95/rest/post_backupservers.html", "search docs: port 9392 of the backup server by default")
source("veeam-vbr-rest", "Veeam Backup & Replication REST API, resource URLs", "https://helpcenter.veeam.com/docs/backup/vbr_rest/resource_urls.html", "search docs: https, 9419 by default")
source("teleport", "Teleport, Networking reference", "https://goteleport.com/docs/reference/networking/", "github:gravitational/teleport@0011cf4 docs/pages/reference/networking.mdx")
source("salt", "Salt, Opening the firewall up for Salt", "https://docs.saltproject.io/en/latest/topics/tutorials/firewall.html", "github:saltstack/salt@01be168 doc/topics/tutorials/firewall.rst: tcp 4505 and 4506, AES-encrypted ZeroMQ")
source("kibana", "Elastic, kibana.yml", GH + "elastic/kibana/blob/main/config/kibana.yml", "github:elastic/kibana@014fa32 config/kibana.yml: server.port 5601, server.ssl.enabled")
source("elastic-ports", "Elastic, What are ports 9200 and 9300 used for?", "https://discuss.elastic.co/t/what-are-ports-9200-and-9300-used-for/238578", "search docs (Elastic's forum, by its staff)")
source("opensearch", "OpenSearch, Network settings and TLS", "https://docs.opensearch.org/docs/latest/install-and-configure/configuring-opensearch/network-settings/", "github:opensearch-project/documentation-website@cf95a34 _install-and-configure/, _security/configuration/tls.md")
source("logstash-beats", "Elastic, Logstash beats input plugin", "https://www.elastic.co/docs/reference/logstash/plugins/plugins-inputs-beats", "github:logstash-plugins/logstash-input-beats@a0220a6 docs/index.asciidoc: 5044 in its examples, ssl_enabled; the port has no default")
source("graylog", "Graylog, server.conf and GELF", "https://archivedocs.graylog.org/en/latest/pages/gelf.html", "github:Graylog2/documentation@6de01bb pages/gelf.rst (12201 udp, tcp, http), pages/configuration/server.conf.rst (9000, http_enable_tls)")
source("fluentd", "Fluentd, forward input", "https://docs.fluentd.org/input/forward", "github:fluent/fluentd-docs-gitbook@a7a42eb input/forward.md: 24224, TCP, UDP for heartbeats, raw TCP unless transport tls")
source("prometheus", "Prometheus, guides (9090, TLS encryption)", "https://prometheus.io/docs/guides/tls-encryption/", "github:prometheus/docs@c105550 docs/guides; Debian prometheus 2.42 /etc/prometheus/prometheus.yml")
source("node-exporter", "Prometheus node exporter, README", GH + "prometheus/node_exporter", "github:prometheus/node_exporter@a7dcc3a README.md: HTTP port 9100 by default; TLS endpoint")
source("alertmanager", "Prometheus Alertmanager, README and docs/https.md", GH + "prometheus/alertmanager", "github:prometheus/alertmanager@68fb2d5 README.md: 9093; cluster.listen-address 9094; TLS for HTTP and gossip")
source("grafana", "Grafana, conf/sample.ini", GH + "grafana/grafana/blob/main/conf/sample.ini", "github:grafana/grafana@0014fb6 conf/sample.ini: protocol http or https, http_port 3000")
source("zabbix", "Zabbix, Encryption", "https://www.zabbix.com/documentation/current/en/manual/encryption", "search docs: encryption is optional, one listening port for encrypted and unencrypted")
source("otlp", "OpenTelemetry protocol specification", "https://opentelemetry.io/docs/specs/otlp/", "github:open-telemetry/opentelemetry-proto@ac2c4b5 docs/specification.md: 4317 gRPC, 4318 HTTP")
source("netdata", "Netdata, Dashboards and charts", "https://learn.netdata.cloud/docs/dashboards-and-charts", "github:netdata/netdata@04b1cf5 docs/dashboards-and-charts/README.md: http://NODE:19999")
source("statsd", "StatsD, README, exampleConfig.js, admin interface", GH + "statsd/statsd", "github:statsd/statsd@f7157b8: 8125 (udp server is the default), 8126 TCP management")
source("collectd", "collectd, collectd.conf(5), network plugin", "https://www.collectd.org/documentation/manpages/collectd.conf.html", "github:collectd/collectd@10d8891 src/collectd.conf.pod: default UDP port 25826, SecurityLevel Encrypt|Sign|None")
source("carbon", "Graphite, carbon.conf.example", GH + "graphite-project/carbon/blob/master/conf/carbon.conf.example", "github:graphite-project/carbon@aa7974e conf/carbon.conf.example: 2003 line (tcp, udp), 2004 pickle, 7002 query")
source("influxdb", "InfluxDB v2, Install and configuration options", "https://docs.influxdata.com/influxdb/v2/install/", "github:influxdata/docs-v2@7933200 content/influxdb/v2/install/_index.md: 8086 (TCP); tls-cert")
source("nats", "NATS server, server/const.go and docs", "https://docs.nats.io/running-a-nats-service/configuration", "github:nats-io/nats-server@1787eee server/const.go: 4222, 8222, leaf nodes 7422; nats.docs: TLS can be enabled")
source("kafka", "Apache Kafka, config/kraft/server.properties and Security", "https://kafka.apache.org/documentation/#security", "github:apache/kafka@1eb7644 config/kraft/server.properties: PLAINTEXT 9092, CONTROLLER 9093; docs/security.html: SSL possible")
source("zookeeper", "Apache ZooKeeper, Administrator's guide", "https://zookeeper.apache.org/doc/current/zookeeperAdmin.html", "github:apache/zookeeper@53a78e3 zookeeper-website/app/pages/_docs: clientPort 2181, 2888, 3888, secureClientPort, AdminServer 8080")
source("cassandra", "DataStax, Cassandra: configuring firewall port access", "https://docs.datastax.com/en/cassandra-oss/3.x/cassandra/configuration/secureFireWall.html", "search docs: 7000, 7001 (SSL), 7199, 9042, 9142 (SSL), 9160")
source("mongodb", "MongoDB, Default MongoDB port", "https://www.mongodb.com/docs/manual/reference/default-mongodb-port/", "search docs: TCP 27017, 27018, 27019, 27020")
source("oracle", "Oracle Database component port numbers and protocols", "https://docs.oracle.com/en/database/oracle/oracle-database/21/ntdbi/oracle-database-component-port-numbers-and-protocols.html", "search docs: listener 1521 TCP")
source("couchdb", "Apache CouchDB, HTTP configuration", "https://docs.couchdb.org/en/stable/config/http.html", "github:apache/couchdb@a6778e5 src/docs/src/config/http.rst: 5984, HTTPS on 6984")
source("redis", "Redis, redis.conf, sentinel.conf, Scaling and TLS pages", "https://redis.io/docs/latest/operate/oss_and_stack/management/scaling/", "Debian redis 7.0.15 /etc/redis/redis.conf (6379, TLS disabled by default) and sentinel.conf (26379); github:redis/docs@63f31f6 (cluster bus = port + 10000)")
source("memcached", "memcached(1) and doc/tls.txt", GH + "memcached/memcached", "github:memcached/memcached@2d51e36 doc/memcached.1: TCP 11211, UDP off by default; doc/tls.txt")
source("minio", "MinIO, Console and Network encryption", "https://min.io/docs/minio/linux/administration/minio-console.html", "github:minio/docs@35f2bb8 source/administration/minio-console.rst: 9000 S3 API, 9001 console; source/operations/network-encryption.rst")
source("activemq", "Apache ActiveMQ, activemq.xml and jetty-spring.properties", "https://activemq.apache.org/components/classic/documentation/configuring-transports", "github:apache/activemq@c3580e7 assembly/src/release/conf: 61616, 5672, 61613, 1883, 61614 (ws), 8161; THREAT_MODEL.md: plain by default, ssl:// possible")
source("solr", "Apache Solr, reference guide (draft on SOLR PR 2391)", "https://solr.apache.org/guide/solr/latest/deployment-guide/solr-control-script-reference.html", "search docs: Solr HTTP 8983, embedded ZooKeeper port + 1000 (issues@solr.apache.org)")
source("synapse", "Synapse, Delegation and Reverse proxy", "https://element-hq.github.io/synapse/latest/delegate.html", "github:element-hq/synapse@a58ad44 docs/delegate.md, docs/federate.md: federation on 8448 with TLS; listener 8008")
source("guacamole", "Apache Guacamole manual", "https://guacamole.apache.org/doc/gug/configuring-guacamole.html", "github:apache/guacamole-manual@1a7f3af src/configuring-guacamole.md.j2: guacd 4822")
source("docker-registry", "CNCF Distribution, Registry", "https://distribution.github.io/distribution/", "github:distribution/distribution@0d6b721 docs/content/_index.md: 5000; about/configuration.md: http.tls")
source("gluster", "GlusterFS, Setting up clients and SSL", "https://docs.gluster.org/en/latest/Administrator-Guide/Setting-Up-Clients/", "github:gluster/glusterdocs@621e682 docs/Administrator-Guide/Setting-Up-Clients.md: TCP and UDP 24007, 24008; bricks from 49152; SSL.md")
source("bareos", "Bareos, Appendix and Transport encryption", "https://docs.bareos.org/TasksAndConcepts/TransportEncryption.html", "github:bareos/bareos@eda204c docs/manuals/source: 9101, 9102, 9103; TLS enabled and required by default since 18.2")
source("urbackup", "UrBackup, Administration guide", "https://www.urbackup.org/administration_manual.html", "github:uroni/urbackup_backend@90da741 urbackupserver/doc/admin_guide.tex: 35621/tcp, 35622/udp, 35623/tcp, 55413-55415/tcp; local network unencrypted, Internet mode AES-GCM")
source("syncthing", "Syncthing, Firewall setup, relay, discovery, BEP", "https://docs.syncthing.net/users/firewall.html", "github:syncthing/docs@766daa6 users/firewall.rst, strelaysrv.rst, stdiscosrv.rst, security.rst, specs/bep-v1.rst (TLS)")
source("openvpn", "OpenVPN manual", "https://openvpn.net/community-resources/reference-manual-for-openvpn-2-6/", "github:OpenVPN/openvpn@3de9260 doc/man-sections/examples.rst: 1194/udp by default; link-options.rst: TLS mode")
source("wireguard", "WireGuard, wg-quick(8)", "https://www.wireguard.com/quickstart/", "Debian wireguard-tools 1.0.20210914 wg-quick(8): 51820 in its examples (there is no default)")
source("wireguard-protocol", "WireGuard, Protocol", "https://www.wireguard.com/protocol/", "already a source of facts.yaml (all packets are UDP)")
source("coturn", "coturn, README.turnserver", GH + "coturn/coturn", "github:coturn/coturn@8024aa6: 3478 UDP and TCP, 5349 TLS and DTLS, relay ports from 49152")
source("ipxe", "iPXE, src/include/ipxe/dhcp.h", GH + "ipxe/ipxe", "github:ipxe/ipxe@0ab2277: PXE server port 4011")
source("rsync", "rsync(1), rsync-ssl(1)", "https://download.samba.org/pub/rsync/rsync.1", "github:RsyncProject/rsync@7c20b07 rsync.1.md: daemon on TCP 873; rsync-ssl.1.md: 874")
source("openssh", "OpenSSH, sshd_config(5)", "https://man.openbsd.org/sshd_config", "github:openssh/openssh-portable@0ef0f5a sshd_config.5: the default is 22")
source("nut", "Network UPS Tools, manual", "https://networkupstools.org/docs/man/", "github:networkupstools/nut@6c63f77 docs/man/nut.exe.txt: 3493/tcp by default")
source("nrpe", "NRPE, README and README.SSL", GH + "NagiosEnterprises/nrpe", "github:NagiosEnterprises/nrpe@8db61f6 README.md: 5666/tcp, SSL parameters")
source("nsca", "NSCA, nsca.cfg", GH + "NagiosEnterprises/nsca", "Debian nsca 2.10.2 /etc/nsca.cfg: server_port 5667")
source("icinga", "Icinga 2, Object types and Technical concepts", "https://icinga.com/docs/icinga-2/latest/doc/09-object-types/", "Debian icinga2-doc 2.13.6: port 5665; TLS certificates are mandatory between nodes")
source("munin", "munin-node.conf(5)", "https://guide.munin-monitoring.org/en/latest/reference/munin-node.conf.html", "Debian munin-node 2.0.73: port 4949, tls option")
source("puppet", "Puppet, Configuration reference", "https://www.puppet.com/docs/puppet/latest/configuration", "github:puppetlabs/puppet-docs@1a13be3 source/puppet/latest/configuration.md: 8140")
source("jenkins", "Jenkins, Exposed services and ports", "https://www.jenkins.io/doc/book/security/services/", "search docs: web UI 8080, inbound agents: disabled, random or fixed; the Docker image exposes 50000")
source("libvirt", "libvirt, libvirtd.conf and qemu.conf", "https://libvirt.org/remote.html", "Debian libvirt-daemon-system 9.0: 16509 (insecure TCP), 16514 (TLS), displays from 5900, migration 49152-49215")
source("squid", "Squid, squid.conf", "http://www.squid-cache.org/Doc/config/http_port/", "Debian squid 5.7 /etc/squid/squid.conf: Squid normally listens to port 3128")
source("cockpit", "Cockpit, cockpit.socket and cockpit-tls(8)", "https://cockpit-project.org/guide/latest/listen", "Debian cockpit-ws 287.1: ListenStream=9090")
source("transmission", "Transmission, settings.json", GH + "transmission/transmission", "Debian transmission-daemon 3.00: peer-port 51413, rpc-port 9091")
source("bep3", "BitTorrent, BEP 3", "https://www.bittorrent.org/beps/bep_0003.html", "github:bittorrent/bittorrent.org@7b7b41f beps/bep_0003.rst: 6881 to 6889")
source("apcupsd", "apcupsd.conf", "http://www.apcupsd.org/manual/manual.html", "Debian apcupsd 3.14.14 /etc/apcupsd/apcupsd.conf: NISPORT 3551, PowerChute network shutdown 3052")
source("splunk", "Splunk Enterprise, Components and their relationship with the network", "https://help.splunk.com/en/splunk-enterprise/administer/inherit-a-splunk-deployment/9.0/inherited-deployment-tasks/components-and-their-relationship-with-the-network", "search docs: 8089, 8000, 9997, 9887, 8088, 8065, 8191 tcp")
source("teamviewer", "TeamViewer, Ports used by TeamViewer", "https://www.teamviewer.com/en/global/support/knowledge-base/teamviewer-remote/troubleshooting/ports-used-by-teamviewer/", "search pages (the Portuguese page): 5938 TCP/UDP, then 443/tcp, 80/tcp; trust center: RSA and AES")
source("teradici", "HP Anyware (Teradici), Firewall and load balancing", "https://www.teradici.com/web-help/cas_manager/current/references/firewall_load_balancing_considerations/", "search pages: 4172 TCP/UDP, 60443 TCP")
source("corosync", "corosync.conf(5)", "https://manpages.debian.org/corosync.conf.5", "Debian corosync 3.1.7: mcastport 5405 (udp only), uses mcastport - 1 too; crypto options")
source("galera", "Galera, README", "https://galeracluster.com/library/documentation/firewall-settings.html", "Debian galera-4 26.4 README: 4567, TCP and UDP multicast; mariadb-server wsrep_sst_common: 4444")
source("tigervnc", "TigerVNC, Xtigervnc(1)", "https://tigervnc.org/doc/Xvnc.html", "Debian tigervnc-standalone-server 1.12: 5900 plus the display number")
source("xrdp", "xrdp.ini(5)", "https://manpages.debian.org/xrdp.ini.5", "Debian xrdp 0.9.21: 3389, sesman 3350")
source("nfs-utils", "nfsd(8), rpc.mountd(8), rpc.statd(8)", "https://manpages.debian.org/nfsd.8", "Debian nfs-kernel-server 2.6.2: nfsd listens on 2049; statd takes a fixed port only when told")
source("ovs", "Open vSwitch, ovs-ofctl(8), ovsdb", "https://docs.openvswitch.org/en/latest/ref/", "Debian openvswitch-common 3.1: OpenFlow 6653, OVSDB 6640")
source("wakeonlan", "wakeonlan(1)", "https://manpages.debian.org/wakeonlan.1", "Debian wakeonlan 0.41: the discard port (9) over UDP by default")
source("wireshark-wol", "Wireshark wiki, Wake-on-LAN", "https://wiki.wireshark.org/WakeOnLAN", "already a source of facts.yaml (7/udp and 9/udp)")
source("mumble", "Mumble, mumble-server.ini", "https://www.mumble.info/documentation/", "Debian mumble-server 1.3.4: port 64738")
source("bind", "BIND, named(8)", "https://bind9.readthedocs.io/", "Debian bind9 9.18: TLS queries on 853 by default")
source("mosquitto", "Mosquitto, mosquitto.conf", "https://mosquitto.org/man/mosquitto-conf-5.html", "Debian mosquitto 2.0.11: the recommended port for MQTT over TLS is 8883")
source("postgresql-conf", "PostgreSQL, postgresql.conf.sample and Connection settings", "https://www.postgresql.org/docs/current/runtime-config-connection.html", "Debian postgresql-15: #ssl = off")
source("mariadb", "MariaDB, server options", "https://mariadb.com/kb/en/securing-connections-for-client-and-server/", "Debian mariadb-server 10.11 /etc/mysql/mariadb.conf.d/50-server.cnf: #ssl-cert")
source("tigervnc-session", "TigerVNC, tigervncsession(8)", "https://manpages.debian.org/tigervncsession.8", "Debian tigervnc-standalone-server 1.12: securitytypes=VncAuth,TLSVnc")
source("xrdp-security", "xrdp.ini(5), security_layer", "https://manpages.debian.org/xrdp.ini.5", "Debian xrdp 0.9.21: security_layer=negotiate")
source("smb-conf", "Samba, smb.conf(5)", "https://www.samba.org/samba/docs/current/man-html/smb.conf.5.html", "Debian samba-common-bin 4.17: client smb encrypt")
source("nfs5", "nfs(5)", "https://manpages.debian.org/nfs.5", "Debian nfs-common 2.6.2: sec=krb5p")
source("snmpvacm", "Net-SNMP, snmpvacm(1)", "https://manpages.debian.org/snmpvacm.1", "Debian snmp: noAuthNoPriv, authPriv")
source("ipmitool", "ipmitool(1)", "https://manpages.debian.org/ipmitool.1", "Debian ipmitool 1.8.19: AES-CBC-128 for lanplus; README: port 623")
source("upsd-conf", "Network UPS Tools, upsd.conf", "https://networkupstools.org/docs/man/upsd.conf.html", "Debian nut-server: CERTFILE")
source("netdata-web", "Netdata, Web server", "https://learn.netdata.cloud/docs/netdata-agent/configuration/securing-agents/web-server-reference", "github:netdata/netdata@04b1cf5 src/web/server/README.md")
source("ms-rdpeudp", "Microsoft, [MS-RDPEUDP]", "https://learn.microsoft.com/openspecs/windows_protocols/ms-rdpeudp/", "already a source of facts.yaml (RDP over UDP)")
source("firewalld", "firewalld 1.3.3, service files", "https://firewalld.org/", "Debian firewalld 1.3.3 /usr/lib/firewalld/services (second opinion only)")

def S(id, name, aliases, ports, enc="unknown", iana=(), src=(), basis="", sib="", plain=False, note="", netbase=(), enc_of=None, role=None, dyn=False, pair=(), pair_tls=()):
    OUT.append(dict(id=id, name=name, aliases=aliases.split(", "), ports=ports.split(", "), enc=enc, iana=tuple(iana.split()) if isinstance(iana, str) else iana,
        src=src.split() if isinstance(src, str) else list(src), basis=basis, sib=sib, plain=plain, note=note, netbase=netbase.split() if isinstance(netbase, str) else netbase,
        enc_of=enc_of or {}, role=role or {}, dyn=dyn, pair=pair, pair_tls=pair_tls))

TLSNAME = "the registry's own description says over TLS/SSL"
SIB = "the registry has a separate entry of the same protocol over TLS"
NAME = "by its name"

# --- Remote shells and files
S("ssh", "SSH", "ssh, sshd, openssh, secure shell, sftp, scp", "22/tcp", "ssh", "ssh", "openssh", NAME, plain=True, note="IANA has 22/udp as well; no implementation uses it.")
S("telnet", "Telnet", "telnet, telnetd", "23/tcp", "none", "telnet", "ms-ports", SIB, sib="telnets")
S("telnets", "Telnet over TLS", "telnets, telnet over tls, telnet over ssl", "992/tcp", "tls", "telnets", "", TLSNAME, plain=True)
S("ftp", "FTP", "ftp, ftpd, ftp control", "20/tcp, 21/tcp", "none", "ftp ftp-data", "ms-ports", SIB, sib="ftps", role={"20": "data, active mode", "21": "control"}, note="Explicit FTPS (AUTH TLS) runs on 21: FTP with encryption starttls is no contradiction. Passive data ports are dynamic.")
S("ftps", "FTPS", "ftps, ftp over tls, ftp over ssl, implicit ftps", "989/tcp, 990/tcp", "tls", "ftps ftps-data", "", TLSNAME, plain=True, role={"989": "data", "990": "control"}, note="Explicit FTPS uses port 21; FTPS beside 21 is therefore usual too.", pair_tls=("989", "990"))
S("tftp", "TFTP", "tftp, tftpd, trivial ftp", "69/udp", "unknown", "tftp", "rfc-1350 ms-ports ms-configmgr", note="Data comes from dynamic ports of the server.")
S("rsync", "rsync daemon", "rsync, rsyncd, rsync daemon", "873/tcp", "none", "rsync", "rsync", "rsync-ssl is a separate port", sib="rsync-ssl", note="rsync over ssh uses 22.")
S("rsync-ssl", "rsync over TLS", "rsync-ssl, rsyncs, rsync over tls, rsync over ssl", "874/tcp", "tls", "", "rsync", "rsync-ssl(1)", plain=True)
S("git", "Git protocol", "git daemon, git protocol, git-daemon", "9418/tcp", "unknown", "git", "")
S("svn", "Subversion", "svn, svnserve, subversion", "3690/tcp", "unknown", "svn", "", netbase="subversion")
S("afp", "AFP", "afp, afpovertcp, apple filing protocol, netatalk", "548/tcp", "unknown", "afpovertcp", "")
# --- NFS, SMB
S("nfs", "NFS", "nfs, nfsd, nfsv4, nfsv3, network file system", "2049/tcp also udp", "optional", "nfs", "nfs-utils firewalld nfs5", "nfs(5): sec=krb5p", note="firewalld's nfs (version 4) is 2049/tcp, its nfs3 has 2049/udp as well.")
S("rpcbind", "rpcbind", "rpcbind, portmap, portmapper, sunrpc", "111/tcp+udp", "unknown", "sunrpc", "rfc-1833 proxmox", netbase="portmapper")
S("mountd", "NFS mountd", "mountd, rpc.mountd, nfs mount protocol", "20048/tcp+udp", "unknown", "mountd", "nfs-utils firewalld", dyn=True, note="20048 is IANA's and firewalld's number; where it is not fixed, rpcbind tells a dynamic port.")
S("smb", "SMB", "smb, cifs, samba, server message block, microsoft-ds, smb over tcp", "445/tcp", "optional", "microsoft-ds", "ms-ports smb-conf", "smb.conf(5): SMB encryption is negotiated", note="SMB over QUIC (443/udp) is not in what was looked at.")
S("netbios-ns", "NetBIOS name service", "netbios-ns, netbios name service, netbios name resolution, nbns, nmbd", "137/udp", "unknown", "netbios-ns", "ms-ports")
S("netbios-dgm", "NetBIOS datagram service", "netbios-dgm, netbios datagram service, netbios datagram", "138/udp", "unknown", "netbios-dgm", "ms-ports")
S("netbios-ssn", "NetBIOS session service", "netbios-ssn, netbios session service, netbios session, smb over netbios", "139/tcp", "unknown", "netbios-ssn", "ms-ports")
S("wins", "WINS replication", "wins, wins replication", "42/tcp+udp", "unknown", "", "ms-ports", note="IANA has 42 as nameserver.")
# --- Web
S("http", "HTTP", "http, www, http-alt, http alternate", "80/tcp, 8080/tcp, 8008/tcp", "none", "http www www-http http-alt", "ms-ports", "HTTPS is a separate name and port", sib="https", pair=("80",), role={"8080": "alternate, usual", "8008": "alternate"}, note="Countless products serve their own HTTP elsewhere: another number is information at most.")
S("https", "HTTPS", "https, http/3, https (tls), http over tls, http over ssl, tls web", "443/tcp also udp, 8443/tcp", "tls", "https", "ms-ports", TLSNAME, plain=True, role={"443": "UDP is HTTP/3 over QUIC (netbase's comment)", "8443": "alternate, usual but unofficial: IANA has pcsync-https"}, pair_tls=("443",))
S("socks", "SOCKS", "socks, socks5, socks4", "1080/tcp", "unknown", "socks", "", note="The name says proxy itself: 'SOCKS proxy' is SOCKS.")
S("squid", "Squid", "squid, http proxy, web proxy, forward proxy, webcache", "3128/tcp, 8080/tcp", "unknown", "", "squid", netbase="webcache", note="netbase calls 8080 webcache. IANA has 3128 as ndl-aas. A proxy is on whatever port it is given: never more than information.")
S("rtsp", "RTSP", "rtsp, real time streaming protocol", "554/tcp", "unknown", "rtsp", "ms-ports")
# --- Mail
S("smtp", "SMTP", "smtp, mail transfer, esmtp", "25/tcp", "starttls", "smtp", "rfc-3207 ms-ports", "RFC 3207: normally in the clear, STARTTLS on the same port", sib="submissions", note="STARTTLS is an option there; 'none' is no contradiction.", netbase="mail", enc_of={})
S("submission", "Message submission", "submission, smtp submission, mail submission, smtp-submission", "587/tcp", "starttls", "submission", "rfc-8314", "RFC 8314 (title: cleartext considered obsolete)", sib="submissions")
S("submissions", "Submission over TLS", "submissions, smtps, ssmtp, smtp over tls, smtp over ssl, submission over tls", "465/tcp", "tls", "submissions", "rfc-8314", TLSNAME, plain=True, netbase="smtps ssmtp")
S("imap", "IMAP", "imap, imap2, imap4", "143/tcp", "starttls", "imap", "rfc-8314 ms-ports", "RFC 8314 updates RFC 3501 for TLS; 993 is the separate port", sib="imaps", netbase="imap2")
S("imaps", "IMAP over TLS", "imaps, imap over tls, imap over ssl", "993/tcp", "tls", "imaps", "rfc-8314 ms-ports", TLSNAME, plain=True)
S("pop3", "POP3", "pop3, pop-3", "110/tcp", "starttls", "pop3", "rfc-8314 ms-ports", "RFC 8314 updates RFC 1939 and 2595 for TLS; 995 is the separate port", sib="pop3s")
S("pop3s", "POP3 over TLS", "pop3s, pop3 over tls, pop3 over ssl", "995/tcp", "tls", "pop3s", "rfc-8314 ms-ports", TLSNAME, plain=True)
S("managesieve", "ManageSieve", "managesieve, sieve", "4190/tcp", "unknown", "sieve", "")
S("nntp", "NNTP", "nntp, usenet", "119/tcp", "none", "nntp", "ms-ports", SIB, sib="nntps")
S("nntps", "NNTP over TLS", "nntps, nntp over tls, nntp over ssl", "563/tcp", "tls", "nntps", "ms-ports", TLSNAME, plain=True)
# --- Directory and authentication
S("ldap", "LDAP", "ldap, openldap, slapd", "389/tcp also udp", "starttls", "ldap", "rfc-4511 ms-ports ms-configmgr", "RFC 4511, section 4.14: StartTLS; without it in the clear", sib="ldaps", note="389/udp is the DC locator (CLDAP) of Active Directory (ms-ports).")
S("ldaps", "LDAPS", "ldaps, ldap over tls, ldap over ssl, ldap ssl, secure ldap", "636/tcp", "tls", "ldaps", "ms-ports", TLSNAME, plain=True, note="Microsoft's table has 636/udp too (netbase and IANA register it); no use of it was found.")
S("cldap", "CLDAP (DC locator)", "cldap, dc locator, connectionless ldap", "389/udp", "unknown", "ldap", "ms-ports")
S("global-catalog", "Global Catalog", "global catalog, gc, msft-gc, ldap gc", "3268/tcp", "none", "msft-gc", "ms-ports ms-configmgr", SIB, sib="global-catalog-tls")
S("global-catalog-tls", "Global Catalog over TLS", "global catalog ssl, global catalog tls, msft-gc-ssl, gc ssl, ldap gc ssl, global catalog over tls, global catalog over ssl", "3269/tcp", "tls", "msft-gc-ssl", "ms-ports", TLSNAME, plain=True)
S("kerberos", "Kerberos", "kerberos, krb5, kdc, kerberos v5", "88/tcp+udp", "kerberos", "kerberos", "ms-ports", NAME)
S("kpasswd", "Kerberos password change", "kpasswd, kerberos password, kerberos change password, kerberos password v5, kerberos set password", "464/tcp+udp", "kerberos", "kpasswd", "rfc-3244 ms-ports", NAME)
S("kadmin", "Kerberos administration", "kadmin, kadmind, kerberos-adm, kerberos administration", "749/tcp", "kerberos", "kerberos-adm", "", NAME)
S("radius", "RADIUS", "radius, radius authentication, freeradius", "1812/udp, 1645/udp", "unknown", "radius", "ms-ports", netbase="old-radius", sib="radsec", role={"1645": "old number (ms-ports: legacy)"}, pair=("1812",), note="RFC 2865 hides the password attribute only; that is no encryption of the connection.")
S("radius-acct", "RADIUS accounting", "radius accounting, radius-acct, radacct", "1813/udp, 1646/udp", "unknown", "radius-acct", "ms-ports", netbase="old-radacct", role={"1646": "old number (ms-ports: legacy)"})
S("radius-coa", "RADIUS CoA", "radius coa, radius dynamic authorization, change of authorization, radius-dynauth", "3799/udp", "unknown", "radius-dynauth", "rfc-5176")
S("radsec", "RadSec", "radsec, radius over tls, radius/tls", "2083/tcp also udp", "tls", "radsec", "rfc-6614", "RFC 6614 (TLS over TCP), RFC 7360 (DTLS over UDP)", plain=True, enc_of={})
S("tacacs", "TACACS+", "tacacs, tacacs+, tacacs plus", "49/tcp", "unknown", "tacacs", "rfc-8907", note="49/udp is registered for the old TACACS.")
S("adws", "Active Directory Web Services", "adws, active directory web services", "9389/tcp", "unknown", "adws", "ms-ports")
# --- Names, addresses, time
S("dns", "DNS", "dns, domain name system, name resolution, nameserver, bind9", "53/tcp+udp", "none", "domain", "ms-ports", SIB, sib="dot", note="Both are usual: UDP first, TCP for what does not fit (facts.yaml: RFC 7766).")
S("dot", "DNS over TLS", "dns over tls, dot, dns-over-tls, domain-s", "853/tcp", "tls", "domain-s", "rfc-7858 bind", TLSNAME, plain=True, note="853/udp is DNS over DTLS or QUIC (next entry).")
S("doq", "DNS over QUIC", "dns over quic, doq, dns-over-quic, dns over dtls", "853/udp", "dtls", "domain-s", "", "IANA: run over DTLS or QUIC", plain=True)
S("mdns", "Multicast DNS", "mdns, multicast dns, bonjour, avahi, zeroconf", "5353/udp", "unknown", "mdns", "", note="IANA has 5353/tcp registered.")
S("llmnr", "LLMNR", "llmnr, link-local multicast name resolution", "5355/udp also tcp", "unknown", "llmnr", "rfc-4795 firewalld")
S("dhcp", "DHCP", "dhcp, dhcpv4, bootp, bootps, bootpc, dhcp server, dhcp client", "67/udp, 68/udp", "unknown", "bootps bootpc", "ms-ports ms-configmgr", role={"67": "server", "68": "client"})
S("dhcpv6", "DHCPv6", "dhcpv6, dhcpv6 server, dhcpv6 client", "546/udp, 547/udp", "unknown", "dhcpv6-client dhcpv6-server", "", role={"546": "client", "547": "server"}, note="547/tcp is registered for bulk leasequery (RFC 5460).")
S("dhcp-failover", "DHCP failover", "dhcp failover", "647/tcp", "unknown", "dhcp-failover", "ms-ports")
S("proxydhcp", "ProxyDHCP (PXE)", "proxydhcp, pxe, binl, pxe boot server, boot information negotiation layer", "4011/udp", "unknown", "altserviceboot", "ms-ports ms-configmgr ipxe firewalld", note="PXE as a name means a bundle (67, 68, 69 and 4011 over UDP), so 67 or 69 beside 'PXE' is usual too.")
S("ntp", "NTP", "ntp, ntpd, sntp, chrony, network time, network time protocol, windows time, time synchronization", "123/udp", "unknown", "ntp", "ms-ports", note="IANA has 123/tcp registered: information, not warning.")
S("nts-ke", "NTS key establishment", "nts, nts-ke, ntske, network time security", "4460/tcp", "unknown", "ntske", "", note="RFC 8915 was not read; its encryption is therefore left unknown.")
S("ptp", "PTP", "ptp, precision time protocol, ieee 1588", "319/udp, 320/udp", "unknown", "ptp-event ptp-general", "")
S("whois", "WHOIS", "whois, nicname", "43/tcp", "unknown", "nicname", "")
S("ssdp", "SSDP", "ssdp, upnp discovery, simple service discovery protocol", "1900/udp", "unknown", "ssdp", "ms-ports")
S("ws-discovery", "WS-Discovery", "ws-discovery, wsd discovery, web services dynamic discovery", "3702/udp also tcp", "unknown", "ws-discovery", "firewalld")
S("slp", "SLP", "slp, svrloc, service location protocol, cim slp", "427/udp also tcp", "unknown", "svrloc", "firewalld")
# --- Monitoring protocols
S("snmp", "SNMP", "snmp, snmpd, snmp agent, snmpv2, snmpv3, snmp polling", "161/udp", "optional", "snmp", "rfc-1157 ms-ports snmpvacm", "SNMP version 3: authPriv", sib="snmp-tls", note="161/tcp is registered (IANA, netbase): information. Version 3 can encrypt at the same port.")
S("snmp-trap", "SNMP traps", "snmp trap, snmp traps, snmptrap, snmp-trap, snmp notifications, traps", "162/udp", "unknown", "snmptrap", "rfc-1157 ms-ports", netbase="snmp-trap", sib="snmp-trap-tls")
S("snmp-tls", "SNMP over TLS", "snmp over tls, snmptls, snmp over dtls, snmpdtls", "10161/tcp+udp", "tls", "snmptls snmpdtls", "", "IANA: SNMP-TLS (tcp), SNMP-DTLS (udp)", plain=True)
S("snmp-trap-tls", "SNMP traps over TLS", "snmptls-trap, snmp traps over tls, snmp trap over tls", "10162/tcp+udp", "tls", "snmptls-trap snmpdtls-trap", "", "IANA: SNMP-Trap-TLS (tcp), SNMP-Trap-DTLS (udp)", plain=True)
S("syslog", "Syslog", "syslog, rsyslog, syslog-ng, syslogd", "514/udp also tcp", "none", "syslog", "wazuh", SIB, sib="syslog-tls", netbase="syslog", note="514/tcp is IANA's shell; syslog over TCP is written there all the same (Wazuh's table has 514/TCP for syslog; netbase lists syslog as an alias of shell 514/tcp). 601/tcp is the registered number of reliable syslog.")
S("syslog-conn", "Syslog over TCP (reliable)", "reliable syslog, syslog-conn", "601/tcp", "unknown", "syslog-conn", "")
S("syslog-tls", "Syslog over TLS", "syslog-tls, syslog over tls, syslog over ssl, secure syslog, syslog (tls)", "6514/tcp also udp", "tls", "syslog-tls", "rfc-5425", TLSNAME, plain=True, note="6514/udp is syslog over DTLS (RFC 6012).")
S("netflow", "IPFIX", "ipfix, ip flow information export", "4739/udp", "unknown", "ipfix", "", note="NetFlow's usual 2055/udp has no vendor page that was looked at; left out.")
S("sflow", "sFlow", "sflow", "6343/udp", "unknown", "sflow", "", note="6343/tcp is registered.")
S("zabbix-agent", "Zabbix agent", "zabbix agent, zabbix-agent, zabbix_agentd, zabbix agent 2", "10050/tcp", "optional", "zabbix-agent", "zabbix", "the vendor's page: optional, at the same port", note="10050/udp is registered by IANA.")
S("zabbix-server", "Zabbix server (trapper)", "zabbix server, zabbix trapper, zabbix-trapper, zabbix proxy, zabbix active checks, zabbix_server", "10051/tcp", "optional", "zabbix-trapper", "zabbix", "the vendor's page: optional, at the same port", note="A Zabbix proxy listens here too, so the word proxy does not make it something else.")
S("nrpe", "NRPE", "nrpe, nagios remote plugin executor", "5666/tcp", "optional", "nrpe", "nrpe", "its README: SSL parameters")
S("nsca", "NSCA", "nsca, nagios service check acceptor", "5667/tcp", "unknown", "", "nsca", netbase="nsca")
S("icinga2", "Icinga 2 cluster and API", "icinga, icinga2, icinga 2, icinga api, icinga cluster", "5665/tcp", "tls", "", "icinga", "its manual: TLS certificates are mandatory", plain=True)
S("checkmk-agent", "Checkmk agent", "checkmk agent, check_mk agent, check-mk-agent, checkmk-agent, check_mk", "6556/tcp", "unknown", "checkmk-agent", "")
S("munin", "Munin node", "munin, munin-node, munin node", "4949/tcp", "optional", "munin", "munin", "munin-node.conf(5): tls disabled, enabled or paranoid")
S("collectd", "collectd network plugin", "collectd", "25826/udp", "optional", "", "collectd", "collectd.conf(5): SecurityLevel")
S("statsd", "StatsD", "statsd", "8125/udp also tcp, 8126/tcp", "unknown", "", "statsd", role={"8126": "management"})
S("graphite", "Graphite carbon", "graphite, carbon, carbon-cache, carbon-relay, graphite plaintext", "2003/tcp also udp, 2004/tcp, 7002/tcp", "unknown", "", "carbon", role={"2003": "line receiver", "2004": "pickle receiver", "7002": "cache query"})
S("prometheus", "Prometheus", "prometheus, prometheus server", "9090/tcp", "optional", "", "prometheus", "the project's guide: TLS can be switched on")
S("node-exporter", "Prometheus node exporter", "node exporter, node_exporter, prometheus node exporter", "9100/tcp", "optional", "", "node-exporter", "its README: TLS endpoint")
S("alertmanager", "Alertmanager", "alertmanager", "9093/tcp, 9094/tcp+udp", "optional", "", "alertmanager", "docs/https.md: TLS for HTTP and gossip", role={"9094": "cluster gossip, both transports needed (README)"})
S("grafana", "Grafana", "grafana", "3000/tcp", "optional", "", "grafana", "sample.ini: protocol http or https")
S("netdata", "Netdata", "netdata", "19999/tcp", "optional", "", "netdata netdata-web", "its manual: Enable HTTPS/TLS Support")
S("otlp", "OTLP", "otlp, opentelemetry, opentelemetry collector, otel collector", "4317/tcp, 4318/tcp", "unknown", "opentelemetry", "otlp", role={"4317": "gRPC", "4318": "HTTP"})
S("splunk-web", "Splunk Web", "splunk web, splunk web interface", "8000/tcp", "unknown", "", "splunk wazuh")
S("splunkd", "Splunk management", "splunkd, splunk management, splunk rest api, splunk management port", "8089/tcp", "unknown", "", "splunk wazuh")
S("splunk-forwarder", "Splunk receiving", "splunk forwarder, splunk forwarding, splunk receiving, splunk universal forwarder, splunk indexer", "9997/tcp", "unknown", "", "splunk wazuh")
S("splunk-hec", "Splunk HTTP event collector", "splunk hec, http event collector", "8088/tcp", "unknown", "", "splunk")
S("logstash-beats", "Logstash (Beats)", "beats, filebeat, logstash beats, winlogbeat, metricbeat, elastic agent logstash, logstash", "5044/tcp", "optional", "", "logstash-beats", "its manual: ssl_enabled", note="A custom of the manuals, not a default: the setting is required.")
S("gelf", "GELF", "gelf, graylog gelf, gelf udp, gelf tcp, graylog extended log format", "12201/udp also tcp", "unknown", "", "graylog", note="UDP, TCP and HTTP inputs use the same number in Graylog's examples.")
S("graylog-web", "Graylog web interface and API", "graylog web interface, graylog api, graylog rest api", "9000/tcp", "optional", "", "graylog", "server.conf: http_enable_tls = false")
S("fluentd", "Fluentd forward", "fluentd, fluent-bit, fluent bit, fluentd forward", "24224/tcp also udp", "optional", "", "fluentd", "its manual: raw TCP unless transport tls", note="UDP is for heartbeats (in_forward, out_forward).")
S("wazuh-agent", "Wazuh agent events", "wazuh agent, wazuh agents, wazuh agent connection, ossec agent", "1514/tcp also udp", "own", "", "wazuh", "its manual: AES or Blowfish of the Wazuh message protocol", note="An old page; udp was the default then. IANA has 1514 as fujitsu-dtcns.")
S("wazuh-enrollment", "Wazuh agent enrollment", "wazuh enrollment, wazuh registration, wazuh authd, wazuh agent enrollment, wazuh agents registration", "1515/tcp", "unknown", "", "wazuh")
S("wazuh-cluster", "Wazuh cluster", "wazuh cluster", "1516/tcp", "unknown", "", "wazuh")
S("wazuh-api", "Wazuh API", "wazuh api, wazuh server api, wazuh restful api", "55000/tcp", "tls", "", "wazuh", "its manual: encrypted with TLS")
# --- Databases and caches
S("postgresql", "PostgreSQL", "postgresql, postgres, psql", "5432/tcp", "optional", "postgresql", "postgresql-conf", "postgresql.conf.sample: ssl = off by default, same port", note="5432/udp is registered by IANA.")
S("pgbouncer", "PgBouncer", "pgbouncer", "6432/tcp", "unknown", "pgbouncer", "")
S("mysql", "MySQL and MariaDB", "mysql, mariadb", "3306/tcp, 33060/tcp", "optional", "mysql mysqlx", "mariadb", "50-server.cnf: ssl-cert can be set, same port", role={"33060": "X protocol"})
S("galera", "Galera replication", "galera, galera cluster, galera replication, wsrep", "4567/tcp also udp, 4444/tcp", "unknown", "", "galera firewalld", role={"4567": "group communication", "4444": "state transfer (wsrep_sst_common)"}, note="4568 (incremental transfer) was seen in firewalld only.")
S("mssql", "Microsoft SQL Server", "mssql, ms sql, sql server, microsoft sql server, ms-sql-s, sql over tcp, tds", "1433/tcp", "unknown", "ms-sql-s", "ms-ports ms-configmgr")
S("mssql-browser", "SQL Server Browser", "sql server browser, sql browser, ms-sql-m, sql probe, sql server resolution", "1434/udp", "unknown", "ms-sql-m", "ms-ports")
S("oracle", "Oracle listener", "oracle, oracle database, oracle listener, oracle net, sqlnet, sql*net, tns listener", "1521/tcp, 2483/tcp", "none", "ttc", "oracle", "IANA has Oracle TTC SSL separately", sib="oracle-tls", role={"2483": "registered (Oracle TTC); 1521 is the installed default, registered to nCube"}, pair=("1521", "2483"))
S("oracle-tls", "Oracle listener over TLS", "oracle tcps, tcps listener, oracle net over tls, oracle ssl", "2484/tcp", "tls", "ttc-ssl", "", TLSNAME, plain=True)
S("db2", "IBM Db2", "db2, ibm db2", "523/tcp", "unknown", "ibm-db2", "", note="50000, the number people know, was not looked up and is left out.")
S("mongodb", "MongoDB", "mongodb, mongod, mongos, mongo", "27017/tcp, 27018/tcp, 27019/tcp", "unknown", "mongodb", "mongodb", role={"27018": "shard server", "27019": "config server"})
S("redis", "Redis", "redis, valkey", "6379/tcp", "optional", "redis", "redis", "redis.conf: TLS is disabled by default")
S("redis-sentinel", "Redis Sentinel", "redis sentinel, sentinel", "26379/tcp", "unknown", "", "redis firewalld")
S("redis-cluster-bus", "Redis cluster bus", "redis cluster bus, redis cluster", "16379/tcp", "unknown", "", "redis")
S("memcached", "Memcached", "memcached, memcache", "11211/tcp also udp", "optional", "memcache", "memcached", "doc/tls.txt: TLS at the network layer can be built in", note="UDP is off by default in memcached(1).")
S("cassandra", "Cassandra CQL", "cassandra, cql, cassandra client, cassandra native transport, scylladb", "9042/tcp", "unknown", "", "cassandra", sib="cassandra-tls")
S("cassandra-tls", "Cassandra CQL over TLS", "cassandra ssl, cql over tls, cassandra native transport ssl", "9142/tcp", "tls", "", "cassandra", "native_transport_port_ssl", plain=True)
S("cassandra-internode", "Cassandra between nodes", "cassandra internode, cassandra inter-node, cassandra cluster", "7000/tcp", "none", "", "cassandra", "7001 is the SSL port", sib="cassandra-internode-tls")
S("cassandra-internode-tls", "Cassandra between nodes over TLS", "cassandra internode ssl, cassandra inter-node ssl, cassandra ssl internode", "7001/tcp", "tls", "", "cassandra", "SSL inter-node port", plain=True)
S("cassandra-jmx", "Cassandra JMX", "cassandra jmx", "7199/tcp", "unknown", "", "cassandra")
S("couchdb", "CouchDB", "couchdb", "5984/tcp", "none", "couchdb", "couchdb", "HTTPS is on 6984", sib="couchdb-tls")
S("couchdb-tls", "CouchDB over HTTPS", "couchdb https, couchdb tls, couchdb ssl", "6984/tcp", "tls", "", "couchdb", "http.rst: HTTPS on port 6984", plain=True)
S("influxdb", "InfluxDB", "influxdb, influx", "8086/tcp", "optional", "", "influxdb", "config options: tls-cert")
S("neo4j-bolt", "Neo4j", "neo4j, bolt", "7474/tcp, 7687/tcp", "unknown", "neo4j bolt", "", role={"7474": "HTTP", "7687": "Bolt"})
S("cockroachdb", "CockroachDB", "cockroachdb, cockroach", "26257/tcp", "unknown", "cockroach", "")
S("firebird", "Firebird", "firebird, interbase, gds-db, gds_db", "3050/tcp", "unknown", "gds-db gds_db", "")
S("elasticsearch", "Elasticsearch HTTP", "elasticsearch, opensearch, elasticsearch api, elasticsearch http, elasticsearch rest api, wazuh indexer", "9200/tcp", "optional", "", "elastic-ports opensearch wazuh kibana", "OpenSearch: TLS for the REST layer is configured in opensearch.yml")
S("elasticsearch-transport", "Elasticsearch transport", "elasticsearch transport, opensearch transport, elasticsearch cluster, elasticsearch node to node", "9300/tcp", "optional", "", "elastic-ports opensearch wazuh", "OpenSearch: TLS for the transport layer", note="The setting's default is 9300-9400.")
S("kibana", "Kibana", "kibana, opensearch dashboards, wazuh dashboard", "5601/tcp", "optional", "", "kibana opensearch wazuh", "kibana.yml: server.ssl.enabled")
S("solr", "Solr", "solr, solrcloud", "8983/tcp", "unknown", "", "solr")
# --- Messaging
S("amqp", "AMQP", "amqp, amqp 0-9-1, amqp 1.0", "5672/tcp", "none", "amqp", "rabbitmq activemq", "5671 is the TLS port", sib="amqps", note="IANA registers udp and sctp too.")
S("amqps", "AMQP over TLS", "amqps, amqp over tls, amqp over ssl, amqp with tls", "5671/tcp", "tls", "amqps", "rabbitmq", TLSNAME, plain=True)
S("rabbitmq", "RabbitMQ", "rabbitmq", "5672/tcp, 5671/tcp, 25672/tcp, 15672/tcp, 15671/tcp, 4369/tcp, 5551/tcp, 5552/tcp", "unknown", "amqp amqps epmd", "rabbitmq", enc_of={"5671": "tls", "15671": "tls", "5551": "tls", "5672": "none", "15672": "none", "5552": "none"}, role={"25672": "between nodes and CLI", "15672": "management", "15671": "management over TLS", "4369": "epmd", "5552": "streams", "5551": "streams over TLS"}, note="A product with many ports: the name alone fits any of them.")
S("rabbitmq-management", "RabbitMQ management", "rabbitmq management, rabbitmq management ui, rabbitmq management api", "15672/tcp", "none", "", "rabbitmq", "15671 is the TLS port", sib="rabbitmq-management-tls")
S("rabbitmq-management-tls", "RabbitMQ management over TLS", "rabbitmq management tls, rabbitmq management https, rabbitmq management over tls", "15671/tcp", "tls", "", "rabbitmq", "networking page: with TLS", plain=True)
S("epmd", "Erlang port mapper", "epmd, erlang port mapper, erlang port mapper daemon", "4369/tcp", "unknown", "epmd", "rabbitmq ejabberd")
S("stomp", "STOMP", "stomp", "61613/tcp", "none", "", "rabbitmq activemq", "61614 is RabbitMQ's TLS port", sib="stomp-tls")
S("stomp-tls", "STOMP over TLS", "stomp over tls, stomp ssl, stomp tls, stomp over ssl, stomp with tls", "61614/tcp", "tls", "", "rabbitmq", "networking page: with TLS", plain=True, note="ActiveMQ has WebSockets on 61614.")
S("mqtt", "MQTT", "mqtt, mosquitto", "1883/tcp", "none", "mqtt", "mosquitto ejabberd activemq", SIB, sib="mqtts", note="IANA registers udp too.")
S("mqtts", "MQTT over TLS", "mqtts, mqtt over tls, mqtt over ssl, secure mqtt, secure-mqtt", "8883/tcp", "tls", "secure-mqtt", "mosquitto ejabberd", "mosquitto.conf: the recommended port for MQTT over TLS", plain=True)
S("activemq", "ActiveMQ OpenWire", "activemq, openwire, activemq openwire, amazon mq", "61616/tcp", "optional", "", "activemq", "plain in the default configuration, ssl:// possible")
S("activemq-web", "ActiveMQ web console", "activemq web console, activemq console", "8161/tcp", "unknown", "", "activemq")
S("kafka", "Kafka", "kafka, apache kafka, kafka broker", "9092/tcp, 9093/tcp", "optional", "", "kafka", "PLAINTEXT in the sample, SSL possible", role={"9093": "controller (KRaft sample)"})
S("nats", "NATS", "nats, nats server", "4222/tcp, 8222/tcp, 6222/tcp, 7422/tcp", "optional", "", "nats", "the manual: Enabling TLS", role={"8222": "monitoring", "6222": "routes (by its examples)", "7422": "leaf nodes"})
S("zookeeper", "ZooKeeper", "zookeeper, apache zookeeper", "2181/tcp, 2888/tcp, 3888/tcp", "optional", "", "zookeeper", "clientPort is plain text, secureClientPort is TLS", role={"2888": "followers", "3888": "leader election"})
S("coap", "CoAP", "coap", "5683/udp also tcp", "none", "coap", "", SIB, sib="coaps")
S("coaps", "CoAP over DTLS", "coaps, coap over dtls, coap over tls", "5684/udp also tcp", "dtls", "coaps", "", "IANA: DTLS-secured CoAP", plain=True)
S("msmq", "Microsoft Message Queuing", "msmq, message queuing, microsoft message queuing", "1801/tcp also udp", "unknown", "msmq", "ms-ports")
# --- Chat, voice
S("xmpp-client", "XMPP for clients", "xmpp client, xmpp clients, xmpp-client, jabber client, xmpp c2s, xmpp", "5222/tcp", "starttls", "xmpp-client", "ejabberd", "ejabberd: plain or STARTTLS", sib="xmpp-client-tls", netbase="jabber-client")
S("xmpp-client-tls", "XMPP for clients over TLS", "xmpps, xmpp over tls, xmpp over ssl, xmpp direct tls, legacy xmpp ssl", "5223/tcp", "tls", "", "ejabberd", "ejabberd: the old SSL method", plain=True, note="IANA has 5223 as hpvirtgrp.")
S("xmpp-server", "XMPP between servers", "xmpp server, xmpp servers, xmpp-server, xmpp s2s, xmpp federation, jabber server", "5269/tcp", "unknown", "xmpp-server", "ejabberd", netbase="jabber-server")
S("bosh", "BOSH", "bosh, xmpp-bosh, xmpp over http, http-bind", "5280/tcp", "none", "xmpp-bosh", "ejabberd", "ejabberd: 5280 HTTP, 5443 HTTPS", sib="bosh-tls")
S("bosh-tls", "BOSH over HTTPS", "bosh over https, bosh tls, xmpp-bosh over tls, bosh over tls", "5443/tcp", "tls", "", "ejabberd", "ejabberd: 5443 HTTPS", plain=True)
S("stun", "STUN and TURN", "stun, turn, stun/turn, turn server, stun server, coturn", "3478/udp also tcp", "none", "stun turn", "coturn", "5349 is for TLS and DTLS", sib="stuns", note="Relayed data uses ports from 49152 on (coturn).")
S("stuns", "STUN and TURN over TLS", "stuns, turns, turn over tls, stun over tls, turn over dtls", "5349/tcp also udp", "tls", "stuns turns", "coturn", "coturn: TLS and DTLS", plain=True)
S("sip", "SIP", "sip, session initiation protocol", "5060/udp also tcp", "none", "sip", "", SIB, sib="sips", note="Both transports are in netbase.")
S("sips", "SIP over TLS", "sips, sip-tls, sip over tls, sip tls", "5061/tcp", "tls", "sips", "", "IANA: SIP-TLS", plain=True, netbase="sip-tls", note="5061/udp is registered.")
S("irc", "IRC", "irc, ircd, internet relay chat", "6667/tcp, 194/tcp", "none", "irc", "", SIB, sib="ircs", netbase="ircd", pair=("6667",), role={"194": "registered"})
S("ircs", "IRC over TLS", "ircs, ircs-u, irc over tls, irc over ssl", "6697/tcp", "tls", "ircs-u", "", TLSNAME, plain=True)
S("matrix-federation", "Matrix federation", "matrix federation, matrix-fed, matrix server-server api", "8448/tcp", "tls", "matrix-fed", "synapse", "Synapse: listen for TLS", plain=False)
S("synapse", "Synapse listener", "synapse, matrix homeserver, matrix client api", "8008/tcp", "none", "", "synapse", "behind a reverse proxy that does TLS")
S("mumble", "Mumble", "mumble, murmur, mumble server", "64738/tcp+udp", "unknown", "", "mumble firewalld")
# --- Remote desktops
S("rdp", "RDP", "rdp, remote desktop, remote desktop protocol, ms-wbt-server, terminal services, xrdp", "3389/tcp also udp", "optional", "ms-wbt-server", "ms-rdpeudp ms-ports ms-configmgr xrdp xrdp-security", "xrdp.ini: security_layer tls, rdp or negotiate")
S("vnc", "VNC", "vnc, rfb, remote framebuffer, tigervnc, tightvnc, realvnc, novnc console", "5900/tcp, 5901-5999/tcp", "optional", "rfb", "tigervnc proxmox libvirt tigervnc-session", "TigerVNC: security types with and without TLS", role={"5901-5999": "further displays (5900 plus the display number)"})
S("spice", "SPICE", "spice, spice console, spice proxy", "3128/tcp, 5900-5999/tcp", "optional", "", "proxmox libvirt", "qemu.conf: spice_tls", role={"3128": "Proxmox VE's SPICE proxy", "5900-5999": "libvirt's displays count up from 5900"}, note="SPICE has no number of its own; libvirt's spice_tls switches TLS on.")
S("pcoip", "PCoIP", "pcoip, pc over ip, hp anyware", "4172/tcp+udp", "unknown", "pcoip", "teradici")
S("ica", "Citrix ICA", "ica, citrix ica, citrix hdx, ica/hdx", "1494/tcp, 2598/tcp", "unknown", "ica citriximaclient", "", role={"2598": "registered as Citrix MA client; people know it as session reliability"}, note="Only the registry was looked at.")
S("x11", "X11", "x11, x window system, xserver, x server", "6000-6063/tcp", "unknown", "x11", "", netbase="x11-0", note="netbase has 6000 to 6007.")
S("teamviewer", "TeamViewer", "teamviewer", "5938/tcp+udp", "own", "", "teamviewer", "its trust center: RSA and AES sessions", note="Falls back to 443/tcp and 80/tcp.")
S("guacd", "guacd", "guacd, guacamole proxy daemon, guacamole daemon", "4822/tcp", "unknown", "", "guacamole")
S("teleport", "Teleport", "teleport, teleport proxy, teleport auth, teleport proxy service, teleport auth service", "443/tcp, 3080/tcp, 3021/tcp, 3022/tcp, 3023/tcp, 3024/tcp, 3025/tcp, 3026/tcp, 3028/tcp, 3036/tcp", "unknown", "", "teleport", enc_of={"443": "tls", "3080": "tls", "3022": "ssh", "3023": "ssh", "3024": "ssh", "3025": "tls", "3026": "tls"}, role={"443": "TLS routing", "3080": "web", "3021": "proxy peering", "3022": "SSH service", "3023": "SSH of clients", "3024": "reverse tunnels", "3025": "auth service", "3026": "Kubernetes", "3028": "desktops", "3036": "MySQL"})
# --- Windows management
S("rpc-epm", "RPC endpoint mapper", "rpc endpoint mapper, endpoint mapper, msrpc, ms-rpc, epmap, rpc-epmap, dcom, dce rpc, rpc locator, wmi", "135/tcp also udp", "unknown", "epmap", "ms-ports ms-configmgr", note="WMI and DCOM go on to a dynamic port (see dynamic_ranges).")
S("rpc-dynamic", "RPC dynamic ports", "rpc dynamic, rpc dynamic ports, dynamic rpc, rpc high ports, randomly allocated high tcp ports, rpc ephemeral, rpc randomly allocated tcp high ports", "49152-65535/tcp", "unknown", "", "ms-ports", dyn=True, note="1024-5000 before Windows Server 2008; Microsoft also writes 1024-65535.")
S("rpc-http", "RPC over HTTP endpoint mapper", "rpc over http, rpc over https, http-rpc-epmap", "593/tcp", "unknown", "http-rpc-epmap", "ms-ports")
S("winrm", "WinRM over HTTP", "winrm, winrm http, winrm over http, windows remote management, wsman, ws-management, powershell remoting", "5985/tcp", "none", "wsman", "ms-ports ms-wsmv ms-configmgr", "5986 is the HTTPS port; the messages themselves may be encrypted", sib="winrm-tls", note="WinRM 1.1 and earlier: 80 and 443. WinRM without further words may also be 5986.")
S("winrm-tls", "WinRM over HTTPS", "winrm https, winrms, wsmans, winrm over https, winrm ssl, winrm tls, windows remote management over https", "5986/tcp", "tls", "wsmans", "ms-ports ms-wsmv ms-configmgr", TLSNAME, plain=True)
S("wbem", "CIM-XML", "cim server, wbem-http, wbem, cim-xml", "5988/tcp", "none", "wbem-http", "", SIB, sib="wbem-tls")
S("wbem-tls", "CIM-XML over HTTPS", "cim secure server, wbem-https, wbem over https", "5989/tcp", "tls", "wbem-https", "", "IANA: WBEM CIM-XML (HTTPS)", plain=True)
S("wsus", "WSUS", "wsus, windows server update services, wsus http", "8530/tcp", "none", "", "ms-configmgr", "8531 is HTTPS", sib="wsus-tls", note="80 and 443 where it was put into the default web site.")
S("wsus-tls", "WSUS over HTTPS", "wsus https, wsus ssl, wsus tls, wsus over https", "8531/tcp", "tls", "", "ms-configmgr", "HTTPS in Microsoft's table", plain=True)
S("kms", "Key Management Service", "kms, key management service, windows activation, kms activation, volume activation", "1688/tcp", "unknown", "", "ms-kms", note="IANA has 1688 as nsjtp-data.")
S("configmgr-notification", "Configuration Manager client notification", "configmgr client notification, sccm client notification, configuration manager client notification", "10123/tcp", "unknown", "", "ms-configmgr")
S("configmgr-remote-control", "Configuration Manager remote control", "sccm remote control, configmgr remote control, sms remote control", "2701/tcp", "unknown", "", "ms-configmgr ms-ports")
S("hyperv-console", "Hyper-V VM connect", "hyper-v console, vmconnect, vmrdp, hyper-v vm connect", "2179/tcp", "unknown", "vmrdp", "")
S("hyperv-migration", "Hyper-V live migration", "hyper-v live migration, live migration hyper-v, mshvlm", "6600/tcp", "unknown", "mshvlm", "ms-ports")
S("failover-cluster", "Windows failover cluster", "cluster service, failover cluster, ms-cluster-net, windows cluster", "3343/udp also tcp", "dtls", "ms-cluster-net", "ms-ports", "Microsoft: UDP and DTLS; TCP during a node join")
S("dfsr", "DFS replication", "dfsr, dfs replication, msdfsr", "5722/tcp", "unknown", "msdfsr", "ms-ports", note="Only on domain controllers of Windows Server 2008 and 2008 R2; otherwise RPC dynamic.")
# --- Virtualization, containers, clusters
S("esxi", "VMware ESXi hosts", "esxi, vmware esxi, vsphere nfc, network file copy, vmware console, vmware authd, mks", "902/tcp also udp, 903/tcp", "unknown", "", "vmware-60", role={"902": "consoles, NFC; outgoing UDP heartbeats", "903": "remote console"}, note="From the pages of vSphere 6; newer ones point to ports.vmware.com.")
S("vcenter", "VMware vCenter", "vcenter, vsphere client, vsphere web client, vcenter server", "443/tcp", "tls", "", "vmware-60", "HTTPS in VMware's table")
S("proxmox", "Proxmox VE web interface", "proxmox, proxmox ve, pve web interface, proxmox web interface, proxmox web gui", "8006/tcp", "tls", "", "proxmox veeam", "HTTP/1.1 over TLS", plain=False)
S("pbs", "Proxmox Backup Server", "proxmox backup server, pbs", "8007/tcp", "tls", "", "pbs", "using HTTPS")
S("corosync", "Corosync", "corosync", "5405-5412/udp", "optional", "", "proxmox corosync firewalld", "corosync.conf(5): crypto_cipher, none by default", note="5404 (mcastport - 1) belongs to older versions; 3.x on Proxmox VE: 5405 to 5412.")
S("libvirt", "libvirt", "libvirt, libvirtd, libvirt tcp", "16509/tcp", "none", "", "libvirt firewalld", "libvirtd.conf: unencrypted TCP; SASL with encryption is asked for by default", sib="libvirt-tls")
S("libvirt-tls", "libvirt over TLS", "libvirt tls, libvirt over tls, libvirt-tls", "16514/tcp", "tls", "", "libvirt firewalld", "libvirtd.conf: secure TLS connections", plain=True)
S("docker", "Docker API", "docker api, docker daemon, dockerd, docker rest api, docker remote api", "2375/tcp", "none", "docker", "", "IANA: plain text", sib="docker-tls")
S("docker-tls", "Docker API over TLS", "docker api tls, docker-s, docker tls, docker over tls, docker api over tls", "2376/tcp", "tls", "docker-s", "", "IANA: ssl", plain=True)
S("docker-swarm", "Docker Swarm management", "docker swarm, swarm, swarm management", "2377/tcp", "unknown", "swarm", "firewalld", note="firewalld adds 7946/tcp+udp (gossip), 4789/udp (VXLAN) and ESP.")
S("docker-registry", "Container registry", "docker registry, container registry, image registry, registry v2, oci registry", "5000/tcp", "optional", "", "docker-registry", "configuration: http.tls", note="IANA has 5000 as commplex-main.")
S("kube-apiserver", "Kubernetes API server", "kube-apiserver, kubernetes api, kubernetes api server, k8s api, openshift api", "6443/tcp", "tls", "", "kubernetes kubernetes-access", "protected by TLS", plain=False, note="443 in front of it is usual too (the page says so).")
S("kubelet", "Kubelet", "kubelet, kubelet api", "10250/tcp", "unknown", "", "kubernetes")
S("kube-scheduler", "kube-scheduler", "kube-scheduler", "10259/tcp", "unknown", "", "kubernetes")
S("kube-controller-manager", "kube-controller-manager", "kube-controller-manager", "10257/tcp", "unknown", "", "kubernetes")
S("nodeport", "Kubernetes NodePort services", "nodeport, nodeport services, kubernetes nodeport, node port, node ports", "30000-32767/tcp", "unknown", "", "kubernetes firewalld", note="The page has TCP only, firewalld too. A NodePort takes the protocol of its service: do not hold transports against it.", dyn=True)
S("etcd", "etcd", "etcd, etcd client, etcd server, etcd peer", "2379/tcp, 2380/tcp", "optional", "etcd-client etcd-server", "etcd kubernetes", "http by default, --cert-file, --peer-cert-file", role={"2379": "clients", "2380": "peers"})
S("consul", "Consul", "consul", "8500/tcp, 8501/tcp, 8502/tcp, 8503/tcp, 8600/tcp+udp, 8300/tcp, 8301/tcp+udp, 8302/tcp+udp", "unknown", "", "consul", enc_of={"8500": "none", "8501": "tls", "8503": "tls"}, role={"8500": "HTTP API", "8501": "HTTPS API", "8502": "gRPC", "8503": "gRPC over TLS", "8600": "DNS", "8300": "server RPC", "8301": "LAN Serf", "8302": "WAN Serf"})
S("consul-http", "Consul HTTP API", "consul api, consul http api, consul http, consul ui", "8500/tcp", "none", "", "consul", "8501 is HTTPS", sib="consul-https")
S("consul-https", "Consul HTTPS API", "consul https, consul https api", "8501/tcp", "tls", "", "consul", "HTTPS API", plain=True)
S("vault", "Vault", "vault, hashicorp vault, openbao", "8200/tcp, 8201/tcp", "unknown", "", "vault", role={"8200": "API", "8201": "cluster"})
S("nomad", "Nomad", "nomad", "4646/tcp, 4647/tcp, 4648/tcp+udp", "optional", "", "nomad", "the page asks for mTLS between servers and clients", role={"4646": "HTTP API", "4647": "RPC", "4648": "Serf"})
S("ceph-mon", "Ceph monitor", "ceph mon, ceph monitor, ceph monitors, ceph-mon", "3300/tcp, 6789/tcp", "unknown", "ceph", "ceph firewalld", role={"3300": "msgr2, registered as Ceph monitor", "6789": "msgr1"})
S("ceph-osd", "Ceph OSD, MDS and manager", "ceph osd, ceph osds, ceph mds, ceph mgr, ceph-osd", "6800-7300/tcp", "unknown", "", "ceph firewalld", dyn=True, note="Newer Ceph ends at 7568 (not looked at).")
S("glusterfs", "GlusterFS", "glusterfs, gluster, glusterd", "24007/tcp also udp, 24008/tcp also udp, 49152-49156/tcp", "optional", "", "gluster", "SSL.md", role={"49152-49156": "bricks, one each from 49152 (the page's example has five)"}, dyn=True, note="From Gluster 10 on the brick ports are random. The page writes TCP and UDP for 24007 and 24008.")
S("iscsi", "iSCSI", "iscsi, iscsi target, iscsi-target", "3260/tcp, 860/tcp", "unknown", "iscsi-target iscsi", "veeam", role={"860": "registered as iSCSI (system port)"})
S("isns", "iSNS", "isns, internet storage name service", "3205/tcp", "unknown", "isns", "veeam")
S("nbd", "Network block device", "nbd, network block device", "10809/tcp", "unknown", "nbd", "")
S("minio", "MinIO", "minio, minio api, minio console, s3 api", "9000/tcp, 9001/tcp", "optional", "", "minio", "the manual's page on network encryption", role={"9000": "S3 API", "9001": "console"}, note="S3 as a name has no port: it is HTTPS or HTTP of whatever serves it.")
S("vxlan", "VXLAN", "vxlan", "4789/udp", "unknown", "vxlan", "firewalld", note="Linux's old 8472/udp (flannel) is registered to otv; not looked up.")
S("geneve", "Geneve", "geneve", "6081/udp", "unknown", "geneve", "")
S("openflow", "OpenFlow", "openflow", "6653/tcp", "unknown", "openflow", "ovs")
S("ovsdb", "OVSDB", "ovsdb", "6640/tcp", "unknown", "ovsdb", "ovs")
# --- Routing, VPN, tunnels
S("bgp", "BGP", "bgp, border gateway protocol", "179/tcp", "unknown", "bgp", "", note="179/udp and sctp are registered.")
S("bfd", "BFD", "bfd, bidirectional forwarding detection", "3784/udp", "unknown", "bfd-control", "", note="3784/tcp is registered.")
S("rip", "RIP", "rip, ripng, routing information protocol", "520/udp, 521/udp", "unknown", "router ripng", "", netbase="route", role={"521": "RIPng"})
S("ldp", "LDP", "ldp, label distribution protocol", "646/tcp+udp", "unknown", "ldp", "")
S("wireguard", "WireGuard", "wireguard", "51820/udp", "wireguard", "", "wireguard wireguard-protocol", NAME, plain=True, note="A custom of the examples: there is no default port.")
S("openvpn", "OpenVPN", "openvpn", "1194/udp also tcp", "tls", "openvpn", "openvpn", "the manual's TLS mode", note="A static-key mode exists.")
S("ike", "IKE", "ike, isakmp, ikev2, ipsec ike, ipsec isakmp, ipsec", "500/udp", "ipsec", "isakmp", "ms-ports", NAME, plain=True, note="500/tcp is registered. ESP and AH are IP protocols 50 and 51, no ports.")
S("ipsec-nat-t", "IPsec NAT traversal", "nat-t, ipsec nat-t, nat traversal, ipsec-nat-t, ipsec nat traversal", "4500/udp also tcp", "ipsec", "ipsec-nat-t", "rfc-3947 ms-ports", NAME, plain=True, note="4500/tcp is IKE and IPsec over TCP (RFC 9329).")
S("l2tp", "L2TP", "l2tp, layer two tunneling protocol", "1701/udp", "unknown", "l2tp l2f", "rfc-2661 ms-ports", note="Usually inside IPsec (L2TP/IPsec), then 500 and 4500 over UDP are what a firewall sees.")
S("pptp", "PPTP", "pptp, point-to-point tunneling protocol", "1723/tcp", "unknown", "pptp", "ms-ports", note="Needs GRE, IP protocol 47.")
S("tinc", "tinc", "tinc", "655/tcp+udp", "unknown", "tinc", "")
S("teredo", "Teredo", "teredo", "3544/udp", "unknown", "teredo", "")
S("capwap", "CAPWAP", "capwap", "5246/udp, 5247/udp", "unknown", "capwap-control capwap-data", "")
S("netconf", "NETCONF over SSH", "netconf, netconf over ssh, netconf-ssh", "830/tcp", "ssh", "netconf-ssh", "", "IANA: NETCONF over SSH", plain=False, note="830/udp is registered.")
# --- Backup, files between machines
S("veeam-server", "Veeam backup server", "veeam backup service, veeam backup server, veeam console", "9392/tcp", "unknown", "", "veeam-rest", note="From an archived page of 9.5.")
S("veeam-transport", "Veeam transport service", "veeam transport service, veeam data mover, veeam transport, veeam data mover service", "6162/tcp, 2500-3300/tcp", "unknown", "", "veeam", role={"2500-3300": "data channels of jobs"}, dyn=False)
S("veeam-installer", "Veeam installer service", "veeam installer service, veeam deployment service, veeam installer", "6160/tcp", "unknown", "", "veeam")
S("veeam-rest", "Veeam REST API", "veeam rest api, veeam backup rest api", "9419/tcp", "tls", "", "veeam-vbr-rest", "https URL in its reference")
S("bacula", "Bacula", "bacula, bacula director, bacula file daemon, bacula storage daemon, bacula-dir, bacula-fd, bacula-sd", "9101/tcp, 9102/tcp, 9103/tcp", "unknown", "bacula-dir bacula-fd bacula-sd", "", role={"9101": "director", "9102": "file daemon", "9103": "storage daemon"})
S("bareos", "Bareos", "bareos, bareos director, bareos file daemon, bareos storage daemon, bareos-dir, bareos-fd, bareos-sd", "9101/tcp, 9102/tcp, 9103/tcp", "tls", "", "bareos firewalld", "since 18.2 encrypted by default", role={"9101": "director", "9102": "file daemon", "9103": "storage daemon"})
S("amanda", "Amanda", "amanda, amandad", "10080/tcp also udp", "unknown", "amanda", "firewalld")
S("ndmp", "NDMP", "ndmp, network data management protocol", "10000/tcp", "unknown", "ndmp", "", note="netbase has 10000 as webmin.")
S("urbackup-client", "UrBackup client", "urbackup client, urbackupclient, urbackup clients", "35621/tcp, 35622/udp, 35623/tcp", "none", "", "urbackup", "local network: unencrypted (admin guide)", role={"35621": "files", "35622": "discovery broadcasts", "35623": "commands"})
S("urbackup-server", "UrBackup server", "urbackup server, urbackupsrv, urbackup web interface, urbackup internet", "55413/tcp, 55414/tcp, 55415/tcp", "unknown", "", "urbackup", enc_of={"55414": "none", "55415": "own"}, role={"55413": "FastCGI", "55414": "web interface (HTTP)", "55415": "Internet clients, AES-GCM"})
S("syncthing", "Syncthing", "syncthing, syncthing sync protocol, block exchange protocol", "22000/tcp+udp", "tls", "", "syncthing firewalld", "specs/bep-v1.rst: TLS; UDP is QUIC", role={"22000": "udp is QUIC"}, plain=False, note="IANA has 22000 as snapenetio.")
S("syncthing-discovery", "Syncthing local discovery", "syncthing local discovery, syncthing discovery broadcasts, syncthing local announce", "21027/udp", "unknown", "", "syncthing firewalld")
S("syncthing-gui", "Syncthing web interface", "syncthing gui, syncthing web interface, syncthing web gui", "8384/tcp", "unknown", "", "syncthing firewalld")
S("syncthing-relay", "Syncthing relay", "syncthing relay, strelaysrv, syncthing relay server", "22067/tcp, 22070/tcp", "unknown", "", "syncthing firewalld", role={"22070": "status"})
S("syncthing-discovery-server", "Syncthing discovery server", "syncthing discovery server, stdiscosrv, syncthing global discovery", "8443/tcp", "tls", "", "syncthing", "traffic with the discovery server is encrypted using TLS (users/security.rst)")
S("bittorrent", "BitTorrent", "bittorrent, torrent", "6881-6889/tcp", "unknown", "", "bep3", note="BEP 3 writes of listening, the peer protocol is TCP; clients pick others.")
S("transmission", "Transmission", "transmission, transmission-daemon", "51413/tcp+udp, 9091/tcp", "unknown", "", "transmission firewalld", role={"51413": "peers", "9091": "RPC and web"})
S("distcc", "distcc", "distcc, distccd", "3632/tcp", "unknown", "distcc", "")
# --- Configuration management, CI
S("puppet", "Puppet server", "puppet, puppet server, puppet master, puppetserver", "8140/tcp", "unknown", "puppet", "puppet")
S("salt", "Salt master", "salt, salt master, saltstack, salt-master, salt publisher", "4505/tcp, 4506/tcp", "own", "", "salt firewalld", "its manual: AES-encrypted ZeroMQ", role={"4505": "publish", "4506": "requests"}, note="Only the master listens.")
S("jenkins-agent", "Jenkins inbound agents", "jenkins agent, jenkins agents, jenkins inbound agent, jnlp, jenkins jnlp, inbound agents", "50000/tcp", "unknown", "", "jenkins", note="The Docker image's number; elsewhere disabled, random or fixed by the administrator.", dyn=True)
S("cockpit", "Cockpit", "cockpit, cockpit web console, rhel web console", "9090/tcp", "unknown", "", "cockpit firewalld")
S("webmin", "Webmin", "webmin, usermin", "10000/tcp", "unknown", "", "", netbase="webmin")
# --- Machines, printers, power, industry
S("wol", "Wake-on-LAN", "wake on lan, wake-on-lan, wol, magic packet", "9/udp, 7/udp", "unknown", "discard echo", "ms-configmgr wakeonlan wireshark-wol", note="Registered as discard and echo; no listener is needed.")
S("ipmi", "IPMI", "ipmi, ipmi over lan, rmcp, bmc, asf-rmcp", "623/udp", "optional", "asf-rmcp", "ipmitool", "ipmitool(1): lanplus with encryption algorithms", note="623/tcp is registered for another service (oob-ws-http).")
S("ipp", "IPP", "ipp, internet printing protocol, cups, ipps", "631/tcp also udp", "optional", "ipp ipps", "firewalld", "IANA has ipp and ipps on the same port", note="631/udp is CUPS browsing (firewalld's ipp-client).")
S("jetdirect", "JetDirect (raw printing)", "jetdirect, raw printing, port 9100 printing, pdl-datastream, appsocket, hp jetdirect", "9100/tcp", "unknown", "pdl-datastream hp-pdl-datastr", "", note="9100/udp is registered.")
S("lpd", "LPD", "lpd, lpr, line printer daemon, lp daemon", "515/tcp", "unknown", "printer", "ms-ports", note="515/udp is registered.")
S("sane", "SANE", "saned, sane-port, scanner network daemon", "6566/tcp", "unknown", "sane-port", "")
S("nut", "Network UPS Tools", "nut, upsd, network ups tools", "3493/tcp", "optional", "nut", "nut upsd-conf", "upsd.conf: CERTFILE")
S("apcupsd", "apcupsd NIS", "apcupsd, apc ups daemon", "3551/tcp", "unknown", "apcupsd", "apcupsd")
S("powerchute", "APC PowerChute network shutdown", "powerchute, powerchute network shutdown, apc network shutdown, pcns", "3052/tcp+udp", "unknown", "apc-3052", "apcupsd", note="apcupsd.conf says 3052 for the UPS's messages (pcnet), not the transport; both are registered.")
S("modbus", "Modbus TCP", "modbus, modbus tcp, modbus/tcp", "502/tcp", "unknown", "mbap", "", note="502/udp is registered.")
S("opcua", "OPC UA", "opc ua, opc-ua, opcua", "4840/tcp", "unknown", "opcua-tcp", "", sib="opcua-tls")
S("opcua-tls", "OPC UA over TLS", "opc ua over tls, opcua tls, opcua-tls", "4843/tcp", "tls", "opcua-tls", "", TLSNAME, plain=True)
S("bacnet", "BACnet/IP", "bacnet, bacnet/ip", "47808/udp", "unknown", "bacnet", "", note="47808/tcp is registered.")
S("plex", "Plex", "plex, plex media server", "32400/tcp also udp", "unknown", "plex", "firewalld")
S("echo", "Echo", "echo service, echo protocol", "7/tcp+udp", "unknown", "echo", "ms-ports")

LISTS_HEAD = """# --- Lists beside the services"""
LISTS = '''
# (b) Ranges that hand out ports: no firewall rule can name one port of them.
dynamic_ranges:
  - {id: iana-dynamic, name: "Dynamic or private ports", range: "49152-65535", transports: [tcp, udp], words: [dynamic port, ephemeral port, private port], source: [rfc-6335], seen: "RFC 6335, section 6 (already a source of facts.yaml; IANA's row 0 names it)"}
  - {id: windows, name: "Windows since Vista and Server 2008", range: "49152-65535", transports: [tcp, udp], words: [windows dynamic, rpc dynamic, random high port, high port], source: [ms-ports], seen: "ms-ports: start port 49152, end port 65535"}
  - {id: windows-old, name: "Windows 2000, XP, Server 2003", range: "1025-5000", transports: [tcp, udp], words: [], source: [ms-ports], seen: "ms-ports: start port 1025, end port 5000 (also written 1024-5000)"}
  - {id: rpc, name: "Microsoft RPC and DCOM", range: "49152-65535", transports: [tcp], words: [rpc, dcom, wmi, msrpc], source: [ms-ports], seen: "ms-ports: RPC randomly allocated high TCP ports"}
  - {id: rpc-any, name: "Microsoft RPC, as Microsoft's last table writes it", range: "1024-65535", transports: [tcp], words: [rpc, dcom], source: [ms-ports], seen: "ms-ports, last table: 1024-65535 TCP RPC"}
  - {id: linux, name: "Linux ip_local_port_range", range: "32768-60999", transports: [tcp, udp], words: [ephemeral port, linux ephemeral, local port range], source: [linux-sysctl, nomad], seen: "/proc/sys/net/ipv4/ip_local_port_range on this machine; Nomad's page prints the same; ip(7) names the file"}
  - {id: nodeport, name: "Kubernetes NodePort services", range: "30000-32767", transports: [tcp], words: [nodeport, node port], source: [kubernetes], seen: "kubernetes: 30000-32767, TCP in the page"}
  - {id: nomad, name: "Nomad task ports", range: "20000-32000", transports: [tcp, udp], words: [nomad], source: [nomad], seen: "nomad: dynamic ports between 20,000 and 32,000"}
  - {id: consul-sidecar, name: "Consul sidecar proxies", range: "21000-21255", transports: [tcp], words: [sidecar, consul], source: [consul], seen: "consul: sidecar min 21000, max 21255"}
  - {id: ceph, name: "Ceph OSD, MDS, manager", range: "6800-7300", transports: [tcp], words: [ceph, osd, mds], source: [ceph], seen: "ceph: 6800:7300 (an old version of the page)"}
  - {id: veeam, name: "Veeam data channels", range: "2500-3300", transports: [tcp], words: [veeam, data mover, transmission channel], source: [veeam], seen: "veeam: 2500 to 3300"}
  - {id: turn-relay, name: "TURN relayed ports", range: "49152-65535", transports: [udp, tcp], words: [turn, relay port, coturn], source: [coturn], seen: "coturn: min-port 49152 by default; the end 65535 was not printed"}
  - {id: libvirt-migration, name: "libvirt live migration", range: "49152-49215", transports: [tcp], words: [libvirt, qemu, migration], source: [libvirt], seen: "qemu.conf: migration_port_min 49152, max 49215"}
  - {id: proxmox-migration, name: "Proxmox VE live migration", range: "60000-60050", transports: [tcp], words: [proxmox, migration], source: [proxmox], seen: "proxmox: 60000-60050 (TCP)"}
  - {id: vnc-displays, name: "VNC displays", range: "5900-5999", transports: [tcp], words: [vnc, console], source: [proxmox], seen: "proxmox: VNC web console 5900-5999 (TCP)"}
  - {id: rabbitmq-cli, name: "RabbitMQ CLI tools, client side", range: "35672-35682", transports: [tcp], words: [rabbitmq], source: [rabbitmq], seen: "rabbitmq: 35672-35682"}
  - {id: rabbitmq-streams, name: "RabbitMQ stream replication", range: "6000-6500", transports: [tcp], words: [rabbitmq, stream], source: [rabbitmq], seen: "rabbitmq: 6000 through 6500"}
  - {id: configmgr-multicast, name: "Configuration Manager multicast", range: "63000-64000", transports: [udp], words: [multicast, configuration manager, sccm], source: [ms-configmgr], seen: "ms-configmgr: multicast protocol 63000-64000"}
  - {id: bittorrent, name: "BitTorrent", range: "6881-6889", transports: [tcp], words: [bittorrent, torrent], source: [bep3], seen: "BEP 3: 6881, then 6882, up to 6889"}
dynamic_sources:
  rfc-6335: {title: "RFC 6335, the dynamic ports are 49152 to 65535 and are never assigned", url: "https://www.rfc-editor.org/rfc/rfc6335", seen: "already a source of facts.yaml; named in IANA's row 0"}
  linux-sysctl: {title: "Linux, ip-sysctl: ip_local_port_range", url: "https://docs.kernel.org/networking/ip-sysctl.html", seen: "sentence read through find_string in a copy of the kernel's ip-sysctl: the default values are 32768 and 60999; /proc on this machine"}

tls_pairs_more:
  # Numbers of the same service that are no entry of their own.
  - {plain_port: 8080/tcp, tls_port: 8443/tcp, what: "HTTP alternates, unofficial", source: [netbase, iana], seen: "netbase and IANA: http-alt 8080; 8443 is pcsync-https in IANA's registry"}
  - {plain_port: 80/tcp, tls_port: 8443/tcp, what: "web server with an alternate HTTPS", source: [iana], seen: "as above"}
  - {plain_port: 1645/udp, tls_port: 2083/tcp, what: "old RADIUS number", source: [netbase, ms-ports], seen: "netbase: old-radius; ms-ports: legacy RADIUS"}
  - {plain_port: 6667/tcp, tls_port: 6697/tcp, what: "IRC", source: [netbase, iana], seen: "netbase: ircd, ircs-u"}
  - {plain_port: 2379/tcp, tls_port: 2379/tcp, what: "etcd: TLS at the same port", source: [etcd], seen: "etcd: --cert-file"}

# IP protocols that people put into port lists; they have no port.
not_ports:
  - {name: ICMP, protocol: 1, source: [netbase-protocols]}
  - {name: IGMP, protocol: 2, source: [netbase-protocols]}
  - {name: GRE, protocol: 47, source: [netbase-protocols, ms-ports]}
  - {name: ESP, protocol: 50, source: [netbase-protocols, ms-ports]}
  - {name: AH, protocol: 51, source: [netbase-protocols, ms-ports]}
  - {name: ICMPv6, protocol: 58, source: [netbase-protocols]}
  - {name: OSPF, protocol: 89, source: [netbase-protocols]}
  - {name: VRRP, protocol: 112, source: [netbase-protocols]}
not_ports_source: {netbase-protocols: {title: "Debian, netbase, /etc/protocols", url: "https://packages.debian.org/netbase", seen: "netbase 6.4"}}

# (c) Words that make a well-known name something else: "HTTPS proxy" is not HTTPS on 443. A name that is
# an alias above in full (Zabbix proxy, SNMP agent, node exporter, Teleport proxy, SPICE proxy, SOCKS) wins
# over the word: look for the longest alias first, then for a word beside it. No source: these are the
# issue's own six and what follows from how port lists are written.
qualifiers:
  issue: [proxy, relay, exporter, gateway, agent, tunnel]
  more:
    - {words: [proxies, proxied, reverse proxy, forward proxy, load balancer, balancer, ingress, haproxy, nginx], why: "what listens passes the protocol on, at a port of its own"}
    - {words: [relays, relayed, forwarder, forwarding, collector, aggregator, mirror, cache], why: "between the well-known ends"}
    - {words: [exporters, metrics, monitoring, monitor, probe, check, health check, healthcheck, status, statistics], why: "about the service, not the service"}
    - {words: [gateways, bridge, connector, adapter, broker], why: "speaks it on one side only"}
    - {words: [agents, sidecar, plugin, client, console, ui, gui, dashboard, web interface, admin, management], why: "belongs to the product, at another port"}
    - {words: [tunnels, tunnelled, tunneled, over, via, inside, encapsulated, through], why: "the outer protocol is what listens (LDAP over SSH tunnel); but 'over TLS', 'over SSL', 'over HTTP' are aliases above"}
    - {words: [cluster, replication, peer, gossip, internode, sync, failover, backup], why: "between its servers, at another port"}
    - {words: [redirect, alternate, alternative, custom, legacy, old, internal, test, staging, dev], why: "said to be another port on purpose"}
  german: [Proxy, Relais, Weiterleitung, Gateway, Agent, Tunnel, Exporter, Überwachung, Verwaltung, Konsole, Lastverteiler]
  french: [mandataire, proxy, relais, passerelle, agent, tunnel, exportateur, surveillance, gestion, console, répartiteur]
'''

# Aliases that are everyday words, or names of companies, roles or products with many ports: they count only
# where they are the whole name of a service or port, or stand beside the number itself.
AMBIGUOUS = set("""sentinel, traps, swarm, carbon, bolt, turn, stun, rip, spice, vault, salt, puppet, consul, nomad, plex,
transmission, torrent, beats, logstash, bosh, ica, nut, dot, doq, gc, mongo, oracle, influx, sieve, nameserver, cups, pbs, mks, wmi, dcom,
time synchronization, network time, name resolution, nts, ike, ipsec, pxe, samba, www, squid, synapse, teleport, nats, stomp, icinga, echo service,
registry v2, container registry, image registry, s3 api, prometheus, grafana, cockpit, splunkd, proxmox, esxi, vcenter, amanda, echo protocol, tinc,
windows activation, terminal services, tls web, http proxy, web proxy, forward proxy, cluster service, live migration hyper-v, node port, node ports,
kdc, slp, wsd discovery, x server, sip, rsync, ftp, git daemon, traps, snmp agent, bmc, galera, wins, tacacs, redis cluster, elastic agent logstash,
inbound agents, jnlp, corosync, capwap, echo, beats, kubernetes nodeport, swarm management, docker tls, tds, cql, tincd, otlp, bonjour, avahi, chrony,
dhcp client, active directory web services""".replace("\n", " ").split(", ")) & {a for s in OUT for a in s["aliases"]}
# These are no everyday words after all.
AMBIGUOUS -= set("chrony, otlp, cql, kubernetes nodeport, active directory web services, ike, ipsec, rsync, ftp, sip, dhcp client, kdc, corosync, capwap, tacacs, stun, avahi, bonjour, docker tls, splunkd, cluster service".split(", "))

# Services that one name may mean: a number of any member fits the name. Siblings with TLS are members without being said.
FAMILIES = """proxydhcp dhcp tftp
smb netbios-ns netbios-dgm netbios-ssn wins
syncthing syncthing-discovery syncthing-gui syncthing-relay syncthing-discovery-server
rabbitmq rabbitmq-management rabbitmq-management-tls amqp amqps epmd stomp stomp-tls mqtt mqtts
activemq activemq-web amqp amqps stomp stomp-tls mqtt mqtts
kerberos kpasswd kadmin
ldap ldaps cldap global-catalog global-catalog-tls adws
radius radius-acct radius-coa radsec
snmp snmp-trap snmp-tls snmp-trap-tls
dns dot doq
syslog syslog-conn syslog-tls
smtp submission submissions
ftp ftps
xmpp-client xmpp-client-tls xmpp-server bosh bosh-tls
elasticsearch elasticsearch-transport
splunk-web splunkd splunk-forwarder splunk-hec
wazuh-agent wazuh-enrollment wazuh-cluster wazuh-api
kube-apiserver kubelet kube-scheduler kube-controller-manager nodeport etcd
consul consul-http consul-https
ceph-mon ceph-osd
docker docker-tls docker-swarm docker-registry
veeam-server veeam-transport veeam-installer veeam-rest
urbackup-client urbackup-server
cassandra cassandra-tls cassandra-internode cassandra-internode-tls cassandra-jmx
redis redis-sentinel redis-cluster-bus
nfs rpcbind mountd
http https squid
esxi vcenter https
rpc-epm rpc-dynamic rpc-http dfsr
ike ipsec-nat-t l2tp
mssql mssql-browser
zabbix-agent zabbix-server
prometheus node-exporter alertmanager
gelf graylog-web syslog logstash-beats
matrix-federation synapse https
proxmox pbs spice vnc corosync
configmgr-notification configmgr-remote-control
hyperv-console hyperv-migration winrm winrm-tls
couchdb couchdb-tls
nrpe nsca
wsus wsus-tls http https
winrm winrm-tls http https"""
FAMILY = {}
for group in FAMILIES.splitlines():
    for member in group.split():
        FAMILY.setdefault(member, []).extend(x for x in group.split() if x != member and x not in FAMILY.get(member, []))
for s in OUT:
    if s["sib"]:
        for a, b in ((s["id"], s["sib"]), (s["sib"], s["id"])):
            if b not in FAMILY.setdefault(a, []):
                FAMILY[a].append(b)
