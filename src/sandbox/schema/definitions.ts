/**
 * The fields of the kinds, from the OpenAPI document of Kubernetes 1.35; written by scripts/sandbox-schema.mjs.
 * A line is a type, then `field:TYPE` for each field, `*` if it must be there. TYPE is a scalar, `a|b` of an enumeration, another line's name,
 * `[TYPE]` a list that is replaced as a whole, `<TYPE>` a set, `{key,key}TYPE` a list of objects with keys, `~TYPE` a map, and `=` what is replaced as a whole.
 */
export const DEFINITIONS = `
AWSElasticBlockStoreVolumeSource fsType:string partition:integer readOnly:boolean volumeID:string*
Affinity nodeAffinity:NodeAffinity podAffinity:PodAffinity podAntiAffinity:PodAntiAffinity
AppArmorProfile localhostProfile:string type:Localhost|RuntimeDefault|Unconfined*
AttachedVolume devicePath:string* name:string*
AzureDiskVolumeSource cachingMode:None|ReadOnly|ReadWrite diskName:string* diskURI:string* fsType:string kind:Dedicated|Managed|Shared readOnly:boolean
AzureFileVolumeSource readOnly:boolean secretName:string* shareName:string*
CSIVolumeSource driver:string* fsType:string nodePublishSecretRef:=LocalObjectReference readOnly:boolean volumeAttributes:~string
Capabilities add:[string] drop:[string]
CephFSVolumeSource monitors:[string]* path:string readOnly:boolean secretFile:string secretRef:=LocalObjectReference user:string
CinderVolumeSource fsType:string readOnly:boolean secretRef:=LocalObjectReference volumeID:string*
ClientIPConfig timeoutSeconds:integer
ClusterTrustBundleProjection labelSelector:=LabelSelector name:string optional:boolean path:string* signerName:string
Condition lastTransitionTime:time* message:string* observedGeneration:integer reason:string* status:string* type:string*
ConfigMap apiVersion:string binaryData:~string data:~string immutable:boolean kind:string metadata:ObjectMeta
ConfigMapEnvSource name:string optional:boolean
ConfigMapKeySelector key:string* name:string optional:boolean
ConfigMapNodeConfigSource kubeletConfigKey:string* name:string* namespace:string* resourceVersion:string uid:string
ConfigMapProjection items:[KeyToPath] name:string optional:boolean
ConfigMapVolumeSource defaultMode:integer items:[KeyToPath] name:string optional:boolean
Container args:[string] command:[string] env:{name}EnvVar envFrom:[EnvFromSource] image:string imagePullPolicy:Always|IfNotPresent|Never lifecycle:Lifecycle livenessProbe:Probe name:string* ports:{containerPort,protocol}ContainerPort readinessProbe:Probe resizePolicy:[ContainerResizePolicy] resources:ResourceRequirements restartPolicy:string restartPolicyRules:[ContainerRestartRule] securityContext:SecurityContext startupProbe:Probe stdin:boolean stdinOnce:boolean terminationMessagePath:string terminationMessagePolicy:FallbackToLogsOnError|File tty:boolean volumeDevices:{devicePath}VolumeDevice volumeMounts:{mountPath}VolumeMount workingDir:string
ContainerExtendedResourceRequest containerName:string* requestName:string* resourceName:string*
ContainerImage names:[string] sizeBytes:integer
ContainerPort containerPort:integer* hostIP:string hostPort:integer name:string protocol:SCTP|TCP|UDP
ContainerResizePolicy resourceName:string* restartPolicy:string*
ContainerRestartRule action:string* exitCodes:ContainerRestartRuleOnExitCodes
ContainerRestartRuleOnExitCodes operator:string* values:<integer>
ContainerState running:ContainerStateRunning terminated:ContainerStateTerminated waiting:ContainerStateWaiting
ContainerStateRunning startedAt:time
ContainerStateTerminated containerID:string exitCode:integer* finishedAt:time message:string reason:string signal:integer startedAt:time
ContainerStateWaiting message:string reason:string
ContainerStatus allocatedResources:~quantity allocatedResourcesStatus:{name}ResourceStatus containerID:string image:string* imageID:string* lastState:ContainerState name:string* ready:boolean* resources:ResourceRequirements restartCount:integer* started:boolean state:ContainerState stopSignal:SIGABRT|SIGALRM|SIGBUS|SIGCHLD|SIGCLD|SIGCONT|SIGFPE|SIGHUP|SIGILL|SIGINT|SIGIO|SIGIOT|SIGKILL|SIGPIPE|SIGPOLL|SIGPROF|SIGPWR|SIGQUIT|SIGRTMAX|SIGRTMAX-1|SIGRTMAX-10|SIGRTMAX-11|SIGRTMAX-12|SIGRTMAX-13|SIGRTMAX-14|SIGRTMAX-2|SIGRTMAX-3|SIGRTMAX-4|SIGRTMAX-5|SIGRTMAX-6|SIGRTMAX-7|SIGRTMAX-8|SIGRTMAX-9|SIGRTMIN|SIGRTMIN+1|SIGRTMIN+10|SIGRTMIN+11|SIGRTMIN+12|SIGRTMIN+13|SIGRTMIN+14|SIGRTMIN+15|SIGRTMIN+2|SIGRTMIN+3|SIGRTMIN+4|SIGRTMIN+5|SIGRTMIN+6|SIGRTMIN+7|SIGRTMIN+8|SIGRTMIN+9|SIGSEGV|SIGSTKFLT|SIGSTOP|SIGSYS|SIGTERM|SIGTRAP|SIGTSTP|SIGTTIN|SIGTTOU|SIGURG|SIGUSR1|SIGUSR2|SIGVTALRM|SIGWINCH|SIGXCPU|SIGXFSZ user:ContainerUser volumeMounts:{mountPath}VolumeMountStatus
ContainerUser linux:LinuxContainerUser
DaemonEndpoint Port:integer*
DaemonSet apiVersion:string kind:string metadata:ObjectMeta spec:DaemonSetSpec status:DaemonSetStatus
DaemonSetCondition lastTransitionTime:time message:string reason:string status:string* type:string*
DaemonSetSpec minReadySeconds:integer revisionHistoryLimit:integer selector:=LabelSelector* template:PodTemplateSpec* updateStrategy:DaemonSetUpdateStrategy
DaemonSetStatus collisionCount:integer conditions:{type}DaemonSetCondition currentNumberScheduled:integer* desiredNumberScheduled:integer* numberAvailable:integer numberMisscheduled:integer* numberReady:integer* numberUnavailable:integer observedGeneration:integer updatedNumberScheduled:integer
DaemonSetUpdateStrategy rollingUpdate:RollingUpdateDaemonSet type:OnDelete|RollingUpdate
Deployment apiVersion:string kind:string metadata:ObjectMeta spec:DeploymentSpec status:DeploymentStatus
DeploymentCondition lastTransitionTime:time lastUpdateTime:time message:string reason:string status:string* type:string*
DeploymentSpec minReadySeconds:integer paused:boolean progressDeadlineSeconds:integer replicas:integer revisionHistoryLimit:integer selector:=LabelSelector* strategy:DeploymentStrategy template:PodTemplateSpec*
DeploymentStatus availableReplicas:integer collisionCount:integer conditions:{type}DeploymentCondition observedGeneration:integer readyReplicas:integer replicas:integer terminatingReplicas:integer unavailableReplicas:integer updatedReplicas:integer
DeploymentStrategy rollingUpdate:RollingUpdateDeployment type:Recreate|RollingUpdate
DownwardAPIProjection items:[DownwardAPIVolumeFile]
DownwardAPIVolumeFile fieldRef:=ObjectFieldSelector mode:integer path:string* resourceFieldRef:=ResourceFieldSelector
DownwardAPIVolumeSource defaultMode:integer items:[DownwardAPIVolumeFile]
EmptyDirVolumeSource medium:string sizeLimit:quantity
Endpoint addresses:<string>* conditions:EndpointConditions deprecatedTopology:~string hints:EndpointHints hostname:string nodeName:string targetRef:=ObjectReference zone:string
EndpointConditions ready:boolean serving:boolean terminating:boolean
EndpointHints forNodes:[ForNode] forZones:[ForZone]
EndpointPort appProtocol:string name:string port:integer protocol:SCTP|TCP|UDP
EndpointSlice addressType:FQDN|IPv4|IPv6* apiVersion:string endpoints:[Endpoint]* kind:string metadata:ObjectMeta ports:[=EndpointPort]
EnvFromSource configMapRef:ConfigMapEnvSource prefix:string secretRef:SecretEnvSource
EnvVar name:string* value:string valueFrom:EnvVarSource
EnvVarSource configMapKeyRef:=ConfigMapKeySelector fieldRef:=ObjectFieldSelector fileKeyRef:=FileKeySelector resourceFieldRef:=ResourceFieldSelector secretKeyRef:=SecretKeySelector
EphemeralContainer args:[string] command:[string] env:{name}EnvVar envFrom:[EnvFromSource] image:string imagePullPolicy:Always|IfNotPresent|Never lifecycle:Lifecycle livenessProbe:Probe name:string* ports:{containerPort,protocol}ContainerPort readinessProbe:Probe resizePolicy:[ContainerResizePolicy] resources:ResourceRequirements restartPolicy:string restartPolicyRules:[ContainerRestartRule] securityContext:SecurityContext startupProbe:Probe stdin:boolean stdinOnce:boolean targetContainerName:string terminationMessagePath:string terminationMessagePolicy:FallbackToLogsOnError|File tty:boolean volumeDevices:{devicePath}VolumeDevice volumeMounts:{mountPath}VolumeMount workingDir:string
EphemeralVolumeSource volumeClaimTemplate:PersistentVolumeClaimTemplate
Event action:string apiVersion:string count:integer eventTime:time firstTimestamp:time involvedObject:=ObjectReference* kind:string lastTimestamp:time message:string metadata:ObjectMeta* reason:string related:=ObjectReference reportingComponent:string reportingInstance:string series:EventSeries source:EventSource type:string
EventSeries count:integer lastObservedTime:time
EventSource component:string host:string
ExecAction command:[string]
FCVolumeSource fsType:string lun:integer readOnly:boolean targetWWNs:[string] wwids:[string]
FileKeySelector key:string* optional:boolean path:string* volumeName:string*
FlexVolumeSource driver:string* fsType:string options:~string readOnly:boolean secretRef:=LocalObjectReference
FlockerVolumeSource datasetName:string datasetUUID:string
ForNode name:string*
ForZone name:string*
GCEPersistentDiskVolumeSource fsType:string partition:integer pdName:string* readOnly:boolean
GRPCAction port:integer* service:string
GitRepoVolumeSource directory:string repository:string* revision:string
GlusterfsVolumeSource endpoints:string* path:string* readOnly:boolean
HTTPGetAction host:string httpHeaders:[HTTPHeader] path:string port:intOrString* scheme:HTTP|HTTPS
HTTPHeader name:string* value:string*
HostAlias hostnames:[string] ip:string*
HostIP ip:string*
HostPathVolumeSource path:string* type:BlockDevice|CharDevice|Directory|DirectoryOrCreate|File|FileOrCreate|Socket
ISCSIVolumeSource chapAuthDiscovery:boolean chapAuthSession:boolean fsType:string initiatorName:string iqn:string* iscsiInterface:string lun:integer* portals:[string] readOnly:boolean secretRef:=LocalObjectReference targetPortal:string*
ImageVolumeSource pullPolicy:Always|IfNotPresent|Never reference:string
KeyToPath key:string* mode:integer path:string*
LabelSelector matchExpressions:[LabelSelectorRequirement] matchLabels:~string
LabelSelectorRequirement key:string* operator:string* values:[string]
Lease apiVersion:string kind:string metadata:ObjectMeta spec:LeaseSpec
LeaseSpec acquireTime:time holderIdentity:string leaseDurationSeconds:integer leaseTransitions:integer preferredHolder:string renewTime:time strategy:string
Lifecycle postStart:LifecycleHandler preStop:LifecycleHandler stopSignal:SIGABRT|SIGALRM|SIGBUS|SIGCHLD|SIGCLD|SIGCONT|SIGFPE|SIGHUP|SIGILL|SIGINT|SIGIO|SIGIOT|SIGKILL|SIGPIPE|SIGPOLL|SIGPROF|SIGPWR|SIGQUIT|SIGRTMAX|SIGRTMAX-1|SIGRTMAX-10|SIGRTMAX-11|SIGRTMAX-12|SIGRTMAX-13|SIGRTMAX-14|SIGRTMAX-2|SIGRTMAX-3|SIGRTMAX-4|SIGRTMAX-5|SIGRTMAX-6|SIGRTMAX-7|SIGRTMAX-8|SIGRTMAX-9|SIGRTMIN|SIGRTMIN+1|SIGRTMIN+10|SIGRTMIN+11|SIGRTMIN+12|SIGRTMIN+13|SIGRTMIN+14|SIGRTMIN+15|SIGRTMIN+2|SIGRTMIN+3|SIGRTMIN+4|SIGRTMIN+5|SIGRTMIN+6|SIGRTMIN+7|SIGRTMIN+8|SIGRTMIN+9|SIGSEGV|SIGSTKFLT|SIGSTOP|SIGSYS|SIGTERM|SIGTRAP|SIGTSTP|SIGTTIN|SIGTTOU|SIGURG|SIGUSR1|SIGUSR2|SIGVTALRM|SIGWINCH|SIGXCPU|SIGXFSZ
LifecycleHandler exec:ExecAction httpGet:HTTPGetAction sleep:SleepAction tcpSocket:TCPSocketAction
LinuxContainerUser gid:integer* supplementalGroups:[integer] uid:integer*
LoadBalancerIngress hostname:string ip:string ipMode:string ports:[PortStatus]
LoadBalancerStatus ingress:[LoadBalancerIngress]
LocalObjectReference name:string
ManagedFieldsEntry apiVersion:string fieldsType:string fieldsV1:any manager:string operation:string subresource:string time:time
ModifyVolumeStatus status:InProgress|Infeasible|Pending* targetVolumeAttributesClassName:string
NFSVolumeSource path:string* readOnly:boolean server:string*
Namespace apiVersion:string kind:string metadata:ObjectMeta spec:NamespaceSpec status:NamespaceStatus
NamespaceCondition lastTransitionTime:time message:string reason:string status:string* type:string*
NamespaceSpec finalizers:[string]
NamespaceStatus conditions:{type}NamespaceCondition phase:Active|Terminating
Node apiVersion:string kind:string metadata:ObjectMeta spec:NodeSpec status:NodeStatus
NodeAddress address:string* type:string*
NodeAffinity preferredDuringSchedulingIgnoredDuringExecution:[PreferredSchedulingTerm] requiredDuringSchedulingIgnoredDuringExecution:=NodeSelector
NodeCondition lastHeartbeatTime:time lastTransitionTime:time message:string reason:string status:string* type:string*
NodeConfigSource configMap:ConfigMapNodeConfigSource
NodeConfigStatus active:NodeConfigSource assigned:NodeConfigSource error:string lastKnownGood:NodeConfigSource
NodeDaemonEndpoints kubeletEndpoint:DaemonEndpoint
NodeFeatures supplementalGroupsPolicy:boolean
NodeRuntimeHandler features:NodeRuntimeHandlerFeatures name:string
NodeRuntimeHandlerFeatures recursiveReadOnlyMounts:boolean userNamespaces:boolean
NodeSelector nodeSelectorTerms:[=NodeSelectorTerm]*
NodeSelectorRequirement key:string* operator:DoesNotExist|Exists|Gt|In|Lt|NotIn* values:[string]
NodeSelectorTerm matchExpressions:[NodeSelectorRequirement] matchFields:[NodeSelectorRequirement]
NodeSpec configSource:NodeConfigSource externalID:string podCIDR:string podCIDRs:<string> providerID:string taints:[Taint] unschedulable:boolean
NodeStatus addresses:{type}NodeAddress allocatable:~quantity capacity:~quantity conditions:{type}NodeCondition config:NodeConfigStatus daemonEndpoints:NodeDaemonEndpoints declaredFeatures:[string] features:NodeFeatures images:[ContainerImage] nodeInfo:NodeSystemInfo phase:Pending|Running|Terminated runtimeHandlers:[NodeRuntimeHandler] volumesAttached:[AttachedVolume] volumesInUse:[string]
NodeSwapStatus capacity:integer
NodeSystemInfo architecture:string* bootID:string* containerRuntimeVersion:string* kernelVersion:string* kubeProxyVersion:string* kubeletVersion:string* machineID:string* operatingSystem:string* osImage:string* swap:NodeSwapStatus systemUUID:string*
ObjectFieldSelector apiVersion:string fieldPath:string*
ObjectMeta annotations:~string creationTimestamp:time deletionGracePeriodSeconds:integer deletionTimestamp:time finalizers:<string> generateName:string generation:integer labels:~string managedFields:[ManagedFieldsEntry] name:string namespace:string ownerReferences:{uid}=OwnerReference resourceVersion:string selfLink:string uid:string
ObjectReference apiVersion:string fieldPath:string kind:string name:string namespace:string resourceVersion:string uid:string
OwnerReference apiVersion:string* blockOwnerDeletion:boolean controller:boolean kind:string* name:string* uid:string*
PersistentVolumeClaim apiVersion:string kind:string metadata:ObjectMeta spec:PersistentVolumeClaimSpec status:PersistentVolumeClaimStatus
PersistentVolumeClaimCondition lastProbeTime:time lastTransitionTime:time message:string reason:string status:string* type:string*
PersistentVolumeClaimSpec accessModes:[ReadOnlyMany|ReadWriteMany|ReadWriteOnce|ReadWriteOncePod] dataSource:=TypedLocalObjectReference dataSourceRef:TypedObjectReference resources:VolumeResourceRequirements selector:=LabelSelector storageClassName:string volumeAttributesClassName:string volumeMode:Block|Filesystem volumeName:string
PersistentVolumeClaimStatus accessModes:[ReadOnlyMany|ReadWriteMany|ReadWriteOnce|ReadWriteOncePod] allocatedResourceStatuses:~ControllerResizeInProgress|ControllerResizeInfeasible|NodeResizeInProgress|NodeResizeInfeasible|NodeResizePending allocatedResources:~quantity capacity:~quantity conditions:{type}PersistentVolumeClaimCondition currentVolumeAttributesClassName:string modifyVolumeStatus:ModifyVolumeStatus phase:Bound|Lost|Pending
PersistentVolumeClaimTemplate metadata:ObjectMeta spec:PersistentVolumeClaimSpec*
PersistentVolumeClaimVolumeSource claimName:string* readOnly:boolean
PhotonPersistentDiskVolumeSource fsType:string pdID:string*
Pod apiVersion:string kind:string metadata:ObjectMeta spec:PodSpec status:PodStatus
PodAffinity preferredDuringSchedulingIgnoredDuringExecution:[WeightedPodAffinityTerm] requiredDuringSchedulingIgnoredDuringExecution:[PodAffinityTerm]
PodAffinityTerm labelSelector:=LabelSelector matchLabelKeys:[string] mismatchLabelKeys:[string] namespaceSelector:=LabelSelector namespaces:[string] topologyKey:string*
PodAntiAffinity preferredDuringSchedulingIgnoredDuringExecution:[WeightedPodAffinityTerm] requiredDuringSchedulingIgnoredDuringExecution:[PodAffinityTerm]
PodCertificateProjection certificateChainPath:string credentialBundlePath:string keyPath:string keyType:string* maxExpirationSeconds:integer signerName:string* userAnnotations:~string
PodChaos apiVersion:string kind:string metadata:ObjectMeta spec:PodChaos.spec* status:PodChaos.status
PodChaos.spec action:pod-kill|pod-failure|container-kill* containerNames:[string] duration:string gracePeriod:integer mode:one|all|fixed|fixed-percent|random-max-percent* remoteCluster:string selector:PodChaos.spec.selector* value:string
PodChaos.spec.selector annotationSelectors:~string expressionSelectors:[PodChaos.spec.selector.expressionSelectors.item] fieldSelectors:~string labelSelectors:~string namespaces:[string] nodeSelectors:~string nodes:[string] podPhaseSelectors:[string] pods:~[string]
PodChaos.spec.selector.expressionSelectors.item key:string* operator:string* values:[string]
PodChaos.status conditions:[PodChaos.status.conditions.item] experiment:PodChaos.status.experiment*
PodChaos.status.conditions.item reason:string status:string* type:string*
PodChaos.status.experiment containerRecords:[PodChaos.status.experiment.containerRecords.item] desiredPhase:Run|Stop
PodChaos.status.experiment.containerRecords.item events:[PodChaos.status.experiment.containerRecords.item.events.item] id:string* injectedCount:integer* phase:string* recoveredCount:integer* selectorKey:string*
PodChaos.status.experiment.containerRecords.item.events.item message:string operation:string* timestamp:string* type:string*
PodCondition lastProbeTime:time lastTransitionTime:time message:string observedGeneration:integer reason:string status:string* type:string*
PodDNSConfig nameservers:[string] options:[PodDNSConfigOption] searches:[string]
PodDNSConfigOption name:string value:string
PodDisruptionBudget apiVersion:string kind:string metadata:ObjectMeta spec:PodDisruptionBudgetSpec status:PodDisruptionBudgetStatus
PodDisruptionBudgetSpec maxUnavailable:intOrString minAvailable:intOrString selector:=LabelSelector unhealthyPodEvictionPolicy:AlwaysAllow|IfHealthyBudget
PodDisruptionBudgetStatus conditions:{type}Condition currentHealthy:integer* desiredHealthy:integer* disruptedPods:~time disruptionsAllowed:integer* expectedPods:integer* observedGeneration:integer
PodExtendedResourceClaimStatus requestMappings:[ContainerExtendedResourceRequest]* resourceClaimName:string*
PodIP ip:string*
PodOS name:string*
PodReadinessGate conditionType:string*
PodResourceClaim name:string* resourceClaimName:string resourceClaimTemplateName:string
PodResourceClaimStatus name:string* resourceClaimName:string
PodSchedulingGate name:string*
PodSecurityContext appArmorProfile:AppArmorProfile fsGroup:integer fsGroupChangePolicy:Always|OnRootMismatch runAsGroup:integer runAsNonRoot:boolean runAsUser:integer seLinuxChangePolicy:string seLinuxOptions:SELinuxOptions seccompProfile:SeccompProfile supplementalGroups:[integer] supplementalGroupsPolicy:Merge|Strict sysctls:[Sysctl] windowsOptions:WindowsSecurityContextOptions
PodSpec activeDeadlineSeconds:integer affinity:Affinity automountServiceAccountToken:boolean containers:{name}Container* dnsConfig:PodDNSConfig dnsPolicy:ClusterFirst|ClusterFirstWithHostNet|Default|None enableServiceLinks:boolean ephemeralContainers:{name}EphemeralContainer hostAliases:{ip}HostAlias hostIPC:boolean hostNetwork:boolean hostPID:boolean hostUsers:boolean hostname:string hostnameOverride:string imagePullSecrets:{name}=LocalObjectReference initContainers:{name}Container nodeName:string nodeSelector:=~string os:PodOS overhead:~quantity preemptionPolicy:Never|PreemptLowerPriority priority:integer priorityClassName:string readinessGates:[PodReadinessGate] resourceClaims:{name}PodResourceClaim resources:ResourceRequirements restartPolicy:Always|Never|OnFailure runtimeClassName:string schedulerName:string schedulingGates:{name}PodSchedulingGate securityContext:PodSecurityContext serviceAccount:string serviceAccountName:string setHostnameAsFQDN:boolean shareProcessNamespace:boolean subdomain:string terminationGracePeriodSeconds:integer tolerations:[Toleration] topologySpreadConstraints:{topologyKey,whenUnsatisfiable}TopologySpreadConstraint volumes:{name}Volume workloadRef:WorkloadReference
PodStatus allocatedResources:~quantity conditions:{type}PodCondition containerStatuses:[ContainerStatus] ephemeralContainerStatuses:[ContainerStatus] extendedResourceClaimStatus:PodExtendedResourceClaimStatus hostIP:string hostIPs:[HostIP] initContainerStatuses:[ContainerStatus] message:string nominatedNodeName:string observedGeneration:integer phase:Failed|Pending|Running|Succeeded|Unknown podIP:string podIPs:{ip}PodIP qosClass:BestEffort|Burstable|Guaranteed reason:string resize:string resourceClaimStatuses:{name}PodResourceClaimStatus resources:ResourceRequirements startTime:time
PodTemplateSpec metadata:ObjectMeta spec:PodSpec
PortStatus error:string port:integer* protocol:SCTP|TCP|UDP*
PortworxVolumeSource fsType:string readOnly:boolean volumeID:string*
PreferredSchedulingTerm preference:=NodeSelectorTerm* weight:integer*
Probe exec:ExecAction failureThreshold:integer grpc:GRPCAction httpGet:HTTPGetAction initialDelaySeconds:integer periodSeconds:integer successThreshold:integer tcpSocket:TCPSocketAction terminationGracePeriodSeconds:integer timeoutSeconds:integer
ProjectedVolumeSource defaultMode:integer sources:[VolumeProjection]
QuobyteVolumeSource group:string readOnly:boolean registry:string* tenant:string user:string volume:string*
RBDVolumeSource fsType:string image:string* keyring:string monitors:[string]* pool:string readOnly:boolean secretRef:=LocalObjectReference user:string
ReplicaSet apiVersion:string kind:string metadata:ObjectMeta spec:ReplicaSetSpec status:ReplicaSetStatus
ReplicaSetCondition lastTransitionTime:time message:string reason:string status:string* type:string*
ReplicaSetSpec minReadySeconds:integer replicas:integer selector:=LabelSelector* template:PodTemplateSpec
ReplicaSetStatus availableReplicas:integer conditions:{type}ReplicaSetCondition fullyLabeledReplicas:integer observedGeneration:integer readyReplicas:integer replicas:integer* terminatingReplicas:integer
ResourceClaim name:string* request:string
ResourceFieldSelector containerName:string divisor:quantity resource:string*
ResourceHealth health:string resourceID:string*
ResourceRequirements claims:{name}ResourceClaim limits:~quantity requests:~quantity
ResourceStatus name:string* resources:{resourceID}ResourceHealth
RollingUpdateDaemonSet maxSurge:intOrString maxUnavailable:intOrString
RollingUpdateDeployment maxSurge:intOrString maxUnavailable:intOrString
RollingUpdateStatefulSetStrategy maxUnavailable:intOrString partition:integer
SELinuxOptions level:string role:string type:string user:string
ScaleIOVolumeSource fsType:string gateway:string* protectionDomain:string readOnly:boolean secretRef:=LocalObjectReference* sslEnabled:boolean storageMode:string storagePool:string system:string* volumeName:string
SeccompProfile localhostProfile:string type:Localhost|RuntimeDefault|Unconfined*
Secret apiVersion:string data:~string immutable:boolean kind:string metadata:ObjectMeta stringData:~string type:string
SecretEnvSource name:string optional:boolean
SecretKeySelector key:string* name:string optional:boolean
SecretProjection items:[KeyToPath] name:string optional:boolean
SecretVolumeSource defaultMode:integer items:[KeyToPath] optional:boolean secretName:string
SecurityContext allowPrivilegeEscalation:boolean appArmorProfile:AppArmorProfile capabilities:Capabilities privileged:boolean procMount:Default|Unmasked readOnlyRootFilesystem:boolean runAsGroup:integer runAsNonRoot:boolean runAsUser:integer seLinuxOptions:SELinuxOptions seccompProfile:SeccompProfile windowsOptions:WindowsSecurityContextOptions
Service apiVersion:string kind:string metadata:ObjectMeta spec:ServiceSpec status:ServiceStatus
ServiceAccount apiVersion:string automountServiceAccountToken:boolean imagePullSecrets:[=LocalObjectReference] kind:string metadata:ObjectMeta secrets:{name}=ObjectReference
ServiceAccountTokenProjection audience:string expirationSeconds:integer path:string*
ServicePort appProtocol:string name:string nodePort:integer port:integer* protocol:SCTP|TCP|UDP targetPort:intOrString
ServiceSpec allocateLoadBalancerNodePorts:boolean clusterIP:string clusterIPs:[string] externalIPs:[string] externalName:string externalTrafficPolicy:Cluster|Local healthCheckNodePort:integer internalTrafficPolicy:Cluster|Local ipFamilies:[IPv4|IPv6] ipFamilyPolicy:PreferDualStack|RequireDualStack|SingleStack loadBalancerClass:string loadBalancerIP:string loadBalancerSourceRanges:[string] ports:{port,protocol}ServicePort publishNotReadyAddresses:boolean selector:=~string sessionAffinity:ClientIP|None sessionAffinityConfig:SessionAffinityConfig trafficDistribution:string type:ClusterIP|ExternalName|LoadBalancer|NodePort
ServiceStatus conditions:{type}Condition loadBalancer:LoadBalancerStatus
SessionAffinityConfig clientIP:ClientIPConfig
SleepAction seconds:integer*
StatefulSet apiVersion:string kind:string metadata:ObjectMeta spec:StatefulSetSpec status:StatefulSetStatus
StatefulSetCondition lastTransitionTime:time message:string reason:string status:string* type:string*
StatefulSetOrdinals start:integer
StatefulSetPersistentVolumeClaimRetentionPolicy whenDeleted:string whenScaled:string
StatefulSetSpec minReadySeconds:integer ordinals:StatefulSetOrdinals persistentVolumeClaimRetentionPolicy:StatefulSetPersistentVolumeClaimRetentionPolicy podManagementPolicy:OrderedReady|Parallel replicas:integer revisionHistoryLimit:integer selector:=LabelSelector* serviceName:string template:PodTemplateSpec* updateStrategy:StatefulSetUpdateStrategy volumeClaimTemplates:[PersistentVolumeClaim]
StatefulSetStatus availableReplicas:integer collisionCount:integer conditions:{type}StatefulSetCondition currentReplicas:integer currentRevision:string observedGeneration:integer readyReplicas:integer replicas:integer* updateRevision:string updatedReplicas:integer
StatefulSetUpdateStrategy rollingUpdate:RollingUpdateStatefulSetStrategy type:OnDelete|RollingUpdate
StorageOSVolumeSource fsType:string readOnly:boolean secretRef:=LocalObjectReference volumeName:string volumeNamespace:string
StressChaos apiVersion:string kind:string metadata:ObjectMeta spec:StressChaos.spec* status:StressChaos.status
StressChaos.spec containerNames:[string] duration:string mode:one|all|fixed|fixed-percent|random-max-percent* remoteCluster:string selector:StressChaos.spec.selector* stressngStressors:string stressors:StressChaos.spec.stressors value:string
StressChaos.spec.selector annotationSelectors:~string expressionSelectors:[StressChaos.spec.selector.expressionSelectors.item] fieldSelectors:~string labelSelectors:~string namespaces:[string] nodeSelectors:~string nodes:[string] podPhaseSelectors:[string] pods:~[string]
StressChaos.spec.selector.expressionSelectors.item key:string* operator:string* values:[string]
StressChaos.spec.stressors cpu:StressChaos.spec.stressors.cpu memory:StressChaos.spec.stressors.memory
StressChaos.spec.stressors.cpu load:integer options:[string] workers:integer*
StressChaos.spec.stressors.memory oomScoreAdj:integer options:[string] size:string workers:integer*
StressChaos.status conditions:[StressChaos.status.conditions.item] experiment:StressChaos.status.experiment* instances:~StressChaos.status.instances.value
StressChaos.status.conditions.item reason:string status:string* type:string*
StressChaos.status.experiment containerRecords:[StressChaos.status.experiment.containerRecords.item] desiredPhase:Run|Stop
StressChaos.status.experiment.containerRecords.item events:[StressChaos.status.experiment.containerRecords.item.events.item] id:string* injectedCount:integer* phase:string* recoveredCount:integer* selectorKey:string*
StressChaos.status.experiment.containerRecords.item.events.item message:string operation:string* timestamp:string* type:string*
StressChaos.status.instances.value memoryStartTime:string memoryUid:string startTime:string uid:string
Sysctl name:string* value:string*
TCPSocketAction host:string port:intOrString*
Taint effect:NoExecute|NoSchedule|PreferNoSchedule* key:string* timeAdded:time value:string
Toleration effect:NoExecute|NoSchedule|PreferNoSchedule key:string operator:Equal|Exists|Gt|Lt tolerationSeconds:integer value:string
TopologySpreadConstraint labelSelector:=LabelSelector matchLabelKeys:[string] maxSkew:integer* minDomains:integer nodeAffinityPolicy:Honor|Ignore nodeTaintsPolicy:Honor|Ignore topologyKey:string* whenUnsatisfiable:DoNotSchedule|ScheduleAnyway*
TypedLocalObjectReference apiGroup:string kind:string* name:string*
TypedObjectReference apiGroup:string kind:string* name:string* namespace:string
Volume awsElasticBlockStore:AWSElasticBlockStoreVolumeSource azureDisk:AzureDiskVolumeSource azureFile:AzureFileVolumeSource cephfs:CephFSVolumeSource cinder:CinderVolumeSource configMap:ConfigMapVolumeSource csi:CSIVolumeSource downwardAPI:DownwardAPIVolumeSource emptyDir:EmptyDirVolumeSource ephemeral:EphemeralVolumeSource fc:FCVolumeSource flexVolume:FlexVolumeSource flocker:FlockerVolumeSource gcePersistentDisk:GCEPersistentDiskVolumeSource gitRepo:GitRepoVolumeSource glusterfs:GlusterfsVolumeSource hostPath:HostPathVolumeSource image:ImageVolumeSource iscsi:ISCSIVolumeSource name:string* nfs:NFSVolumeSource persistentVolumeClaim:PersistentVolumeClaimVolumeSource photonPersistentDisk:PhotonPersistentDiskVolumeSource portworxVolume:PortworxVolumeSource projected:ProjectedVolumeSource quobyte:QuobyteVolumeSource rbd:RBDVolumeSource scaleIO:ScaleIOVolumeSource secret:SecretVolumeSource storageos:StorageOSVolumeSource vsphereVolume:VsphereVirtualDiskVolumeSource
VolumeDevice devicePath:string* name:string*
VolumeMount mountPath:string* mountPropagation:Bidirectional|HostToContainer|None name:string* readOnly:boolean recursiveReadOnly:string subPath:string subPathExpr:string
VolumeMountStatus mountPath:string* name:string* readOnly:boolean recursiveReadOnly:string
VolumeProjection clusterTrustBundle:ClusterTrustBundleProjection configMap:ConfigMapProjection downwardAPI:DownwardAPIProjection podCertificate:PodCertificateProjection secret:SecretProjection serviceAccountToken:ServiceAccountTokenProjection
VolumeResourceRequirements limits:~quantity requests:~quantity
VsphereVirtualDiskVolumeSource fsType:string storagePolicyID:string storagePolicyName:string volumePath:string*
WeightedPodAffinityTerm podAffinityTerm:PodAffinityTerm* weight:integer*
WindowsSecurityContextOptions gmsaCredentialSpec:string gmsaCredentialSpecName:string hostProcess:boolean runAsUserName:string
WorkloadReference name:string* podGroup:string* podGroupReplicaKey:string`;
