using ActorBench.HostNode.Labs;

namespace ActorBench.HostNode.Doctor.Checks;

internal sealed class RightsCheck : IMachineCheck
{
    public string Id => "rights";

    public Finding Look(Patient patient)
    {
        if (!UserNamespace.Needed)
        {
            return NetnsLab.WhyNot() is { } why
                ? this.Warning($"no lab of namespaces, only loopback: {why}", "run as root, or in a container with CAP_SYS_ADMIN and CAP_NET_ADMIN")
                : this.Ok("root, and network namespaces can be made");
        }

        return UserNamespace.WhyNot() is { } whyNot
            ? this.Warning($"no lab of namespaces, only loopback: {whyNot}", "sudo sysctl -w user.max_user_namespaces=10000 kernel.unprivileged_userns_clone=1, or run as root")
            : this.Ok("not root, and user namespaces are allowed");
    }
}
