using TorchSharp;

namespace RnnGen.Benchmarks;

/// <summary>DRAW's filters as TorchSharp's users write them, over images of 28 x 28.</summary>
internal static class TorchFilters
{
    /// <summary>The pixels of a side.</summary>
    public const int Side = 28;

    /// <summary>Computes F_Y and F_X, [rows, count, 28], from five numbers a row.</summary>
    public static (torch.Tensor Y, torch.Tensor X) Of(torch.Tensor attention, int count)
    {
        var centres = ((attention.narrow(1, 0, 2) + 1) * ((Side + 1) / 2.0)) - 1;
        var stride = attention.narrow(1, 3, 1).exp() * ((Side - 1.0) / (count - 1));
        var offsets = torch.arange(count, torch.float32) - ((count - 1) / 2.0);
        var middles = centres.unsqueeze(2) + (stride.unsqueeze(2) * offsets);
        var distance = torch.arange(Side, torch.float32) - middles.unsqueeze(3);
        var sharpness = (-attention.narrow(1, 2, 1)).exp().unsqueeze(2).unsqueeze(3) * 0.5;
        var filters = (-distance * distance * sharpness).softmax(3);
        return (filters.select(1, 1), filters.select(1, 0));
    }
}
