namespace ActorBench.Statistics.Agreement;

/// <summary>Student's t at 97.5 %, for two-sided intervals of 95 %.</summary>
/// <remarks>
/// Hill (1970), Algorithm 396, which is good to the fifth digit and better above three degrees of freedom. Here because this project
/// sees no library of distributions; where it does, that library's quantile takes this one's place.
/// </remarks>
internal static class StudentQuantile
{
    private const double BothTails = 0.05;

    /// <summary>Standard normal at 97.5 %.</summary>
    public const double Normal = 1.959_963_984_540_054;

    /// <param name="degreesOfFreedom">From 1.</param>
    public static double At(int degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degreesOfFreedom, 1);
        double n = degreesOfFreedom;
        if (degreesOfFreedom == 1) return Math.Tan(Math.PI / 2 * (1 - BothTails));
        if (degreesOfFreedom == 2) return Math.Sqrt((2 / (BothTails * (2 - BothTails))) - 2);
        var a = 1 / (n - 0.5);
        var b = 48 / (a * a);
        var c = (((((20_700 * a / b) - 98) * a) - 16) * a) + 96.36;
        var d = ((((94.5 / (b + c)) - 3) / b) + 1) * Math.Sqrt(a * Math.PI / 2) * n;
        var y = Math.Pow(d * BothTails, 2 / n);
        if (y > 0.05 + a)
        {
            // The middle of the distribution: an asymptotic inverse expansion about the normal.
            const double X = -Normal;
            y = X * X;
            if (n < 5) c += 0.3 * (n - 4.5) * (X + 0.6);
            c = (((((((0.05 * d * X) - 5) * X) - 7) * X) - 2) * X) + b + c;
            y = ((((((((0.4 * y) + 6.3) * y) + 36) * y) + 94.5) / c) - y - 3) / b + 1;
            y *= X;
            y = a * y * y;
            y = y > 0.002 ? Math.Exp(y) - 1 : (0.5 * y * y) + y;
        }
        else
        {
            y = ((((1 / ((((n + 6) / (n * y)) - (0.089 * d) - 0.822) * (n + 2) * 3)) + (0.5 / (n + 4))) * y) - 1) * (n + 1) / (n + 2) + (1 / y);
        }

        return Math.Sqrt(n * y);
    }
}
