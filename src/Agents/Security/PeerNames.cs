using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace ActorBench.Agents.Security;

/// <summary>The names in a certificate's subject alternative names; its common name is none.</summary>
internal sealed record PeerNames(IReadOnlyList<string> Hosts, IReadOnlyList<IPAddress> Addresses, bool Anywhere)
{
    public static PeerNames Of(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        return names is null
            ? new([], [], false)
            : new([.. names.EnumerateDnsNames()], [.. names.EnumerateIPAddresses()], HasUri(names));
    }

    // The framework reads names and addresses only; a URI is an IA5String under context tag 6.
    private static bool HasUri(X509SubjectAlternativeNameExtension names)
    {
        var reader = new AsnReader(names.RawData, AsnEncodingRules.DER).ReadSequence();
        var uri = new Asn1Tag(TagClass.ContextSpecific, 6);
        while (reader.HasData)
        {
            if (!reader.PeekTag().HasSameClassAndValue(uri)) reader.ReadEncodedValue();
            else if (reader.ReadCharacterString(UniversalTagNumber.IA5String, uri) == PeerRule.AnywhereUri) return true;
        }

        return false;
    }
}
